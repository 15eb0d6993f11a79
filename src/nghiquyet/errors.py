"""The exceptions. Text never raises: doubts about a text are diagnostics. Only callers and files do."""


class NghiquyetError(Exception):
    """The root of every error that this library raises on purpose."""


class UnreadableSource(NghiquyetError, OSError):
    """A file that cannot be turned into text: missing, encrypted, truncated, or of an unknown form.

    Attributes:
        name: The file's name as the caller gave it.
        reason: One lower-case clause that says why.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class InvalidDocument(NghiquyetError, ValueError):
    """JSON that is not a document of this library's schema."""
