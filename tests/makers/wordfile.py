"""Small .docx files made by hand, for tests of the readers: only the XML that a test is about."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "header",
    "footer1": "footer",
}
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def wordfile(body: str, *, head: str = "", extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """Return a .docx with *body* inside w:body; *parts* are the insides of styles, numbering, footnotes, header1 ..."""
    roots = _KINDS | {"header1": "hdr", "footer1": "ftr"}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{_KINDS[part]}" Target="{part}.xml"/>' for n, part in enumerate(parts)
    )
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(f'<Relationship Id="r0" Type="{R}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": f"{head}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{
            f"word/{part}.xml": f"<w:{roots[part]} {_NAMESPACES}>{xml}</w:{roots[part]}>" for part, xml in parts.items()
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def _types(parts: dict[str, str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    made = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{_KINDS[part]}+xml"/>' for part in parts)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{made}</Types>'
    )


def _relations(links: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def para(
    text: str = "", *, num: int | None = None, depth: int = 0, style: str = "", inside: str = "", mark: str = ""
) -> str:
    """Return a paragraph with one run of *text*, or with *inside* as its content."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    if mark:
        properties += f"<w:rPr>{mark}</w:rPr>"
    content = inside or (run(text) if text else "")
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def run(text: str, look: str = "") -> str:
    """Return a run of *text* with the properties *look*."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def level(depth: int, format: str, text: str, *, start: int = 1, more: str = "") -> str:
    """Return one level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*abstracts: str, nums: dict[int, tuple[int, str]] | None = None) -> str:
    """Return numbering.xml's inside: abstract lists 0, 1, ... and instances 1, 2, ... of them (or *nums*)."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{n}">{xml}</w:abstractNum>' for n, xml in enumerate(abstracts))
    nums = nums or {n + 1: (n, "") for n in range(len(abstracts))}
    return made + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
        for number, (abstract, more) in nums.items()
    )


def table(*rows: str) -> str:
    """Return a table of *rows*."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    """Return a cell that holds the words or the blocks *inside*."""
    blocks = inside if inside.startswith("<") else para(inside)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{blocks}</w:tc>"
