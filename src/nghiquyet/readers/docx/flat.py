"""Word XML documents: the parts of a .docx in one XML file (flat OPC, ECMA-376 part 2; "Word XML Document" of Word)."""

import base64
import binascii
import io
import zipfile

from lxml import etree

from ...errors import UnreadableSource
from ...layout import Reading
from ..page.container import parse_xml
from .read import read_docx

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def read_flat(data: bytes, name: str) -> Reading:
    """Read the parts as if they stood in their container.

    Raises:
        UnreadableSource: It is no well-formed XML, a part is broken, or what `read_docx` says of the document.
    """
    root = parse_xml(data, name, "of the file")
    types = etree.Element(f"{{{_TYPES}}}Types")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        for part in root.iterchildren(f"{_PKG}part"):
            path = part.get(f"{_PKG}name", "")
            if path.strip("/"):
                container.writestr(path.lstrip("/"), _blob(part, name, path))
                kind = part.get(f"{_PKG}contentType", "")
                etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=path, ContentType=kind)
        container.writestr("[Content_Types].xml", etree.tostring(types))
    return read_docx(packed.getvalue(), name)


def _blob(part: "etree._Element", name: str, path: str) -> bytes:
    """Return what the part would be in a container: its XML, or the bytes that it has in base 64."""
    xml = part.find(f"{_PKG}xmlData")
    if xml is not None:
        return etree.tostring(xml[0]) if len(xml) else b""
    try:
        return base64.b64decode(part.findtext(f"{_PKG}binaryData") or "")
    except binascii.Error as error:
        raise UnreadableSource(name, f"part {path} is broken") from error
