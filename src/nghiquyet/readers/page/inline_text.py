"""White space of the source of a page, which says nothing: HTML and OpenDocument show a run of it as one blank."""

import re

_RUN = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*| [ \t\n\r\f\v]+")  # one blank alone is as it should be


def one_blank(text: str) -> str:
    """Return *text* with every run of white space as one blank; spaces that do not break stay.

    >>> one_blank("nghị\\n  quyết  này")
    'nghị quyết này'
    """
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        return _RUN.sub(" ", text)
    return text
