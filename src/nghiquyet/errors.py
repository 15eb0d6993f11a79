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

    def __reduce__(self) -> tuple[type["UnreadableSource"], tuple[object, ...]]:
        """Let it pass from a child process to its parent."""
        return type(self), (self.name, self.reason)


class LimitExceeded(UnreadableSource):
    """A file that costs more than `nghiquyet.Limits` allow.

    Attributes:
        limit: The name of the limit, a field of `Limits`.
        value: What it was set to.
    """

    def __init__(self, name: str, found: str, limit: str, value: float) -> None:
        how = f"more with Limits({limit}=...) or --max-{limit.replace('_', '-')}"
        super().__init__(name, f"{found}: over the limit {limit} = {value:,} ({how})")
        self.found = found
        self.limit = limit
        self.value = value

    def __reduce__(self) -> tuple[type["LimitExceeded"], tuple[object, ...]]:
        """Let it pass from a child process to its parent."""
        return type(self), (self.name, self.found, self.limit, self.value)


class InvalidDocument(NghiquyetError, ValueError):
    """JSON that is not a document of this library's schema."""
