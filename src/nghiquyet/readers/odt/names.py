"""Names of elements and attributes of OpenDocument (ODF 1.3 part 3), as lxml writes them."""

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

P, H, HIDDEN_PARAGRAPH = f"{TEXT}p", f"{TEXT}h", f"{TEXT}hidden-paragraph"
SPAN, NOTE, HIDDEN_TEXT, BLANKS = f"{TEXT}span", f"{TEXT}note", f"{TEXT}hidden-text", f"{TEXT}s"
STYLE_NAME, START, TIMES = f"{TEXT}style-name", f"{TEXT}start-value", f"{TEXT}c"
LIST, ITEM, LIST_HEADER = f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}list-header"
TABLE_ITSELF, ROW, CELL, COVERED = (
    f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell",
)  # fmt: skip
ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
AGAIN, COLUMNS, ROWS = (
    f"{TABLE}number-columns-repeated", f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned",
)  # fmt: skip
IMAGE = f"{DRAW}image"
INDEXES = frozenset(
    f"{TEXT}{name}" for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
    )
)  # fmt: skip
#: Elements without words of the page.
SKIPPED = frozenset((
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}tracked-changes",
    f"{TEXT}sequence-decls",
))  # fmt: skip
