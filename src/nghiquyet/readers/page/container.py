"""Open the zip containers of .docx and .odt, and their XML, without trusting either.

A container may be a bomb, truncated, encrypted, or name files outside itself; its XML may declare entities. Parts are
read into memory under limits and never unpacked to disk; entities, DTDs and the network are off.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ...errors import UnreadableSource

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS = 20_000
MAX_PART = 128 * 1024 * 1024
#: Text compresses ten to twenty times; a part of a megabyte or more that claims over 400 is a bomb.
MAX_RATIO = 400
MAX_TOTAL = 1024 * 1024 * 1024


class Package:
    """The parts of a container, by name, each checked before it is inflated."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableSource(name, "a truncated or broken zip container") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise UnreadableSource(name, f"a container of {len(infos)} parts: refused as a zip bomb")
        self._infos = {info.filename.lstrip("/").lower(): info for info in infos}
        self._left = MAX_TOTAL

    def __contains__(self, part: str) -> bool:
        return part.lstrip("/").lower() in self._infos

    def read(self, part: str) -> bytes:
        """Return the bytes of *part*; raise `UnreadableSource` if it is missing, encrypted, broken or a bomb."""
        info = self._infos.get(part.lstrip("/").lower())
        if info is None:
            raise UnreadableSource(self.name, f"the container has no part {part}: truncated, or another format")
        if info.flag_bits & 1:
            raise UnreadableSource(self.name, "encrypted: a password is needed")
        if _swollen(info) or info.file_size > self._left:
            raise UnreadableSource(self.name, f"part {part} inflates to {info.file_size} bytes: refused as a zip bomb")
        try:
            with self._zip.open(info) as stream:  # never more than it declares
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise UnreadableSource(self.name, f"part {part} is broken or truncated") from error
        self._left -= len(data)
        return data

    def harmless(self) -> bool:
        """Tell whether another library may inflate the whole: no part is encrypted or a bomb, and all fit together."""
        infos = self._zip.infolist()
        return self.size() <= MAX_TOTAL and not any(info.flag_bits & 1 or _swollen(info) for info in infos)

    def size(self, ending: str = "") -> int:
        """Return how many bytes the parts whose names end in *ending* say they have."""
        return sum(info.file_size for info in self._zip.infolist() if info.filename.lower().endswith(ending))

    def xml(self, part: str) -> "_Element":
        """Return the root of the XML part *part*."""
        return parse_xml(self.read(part), self.name, part)


def _swollen(info: zipfile.ZipInfo) -> bool:
    out_of_proportion = info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    return out_of_proportion or info.file_size > MAX_PART


def parse_xml(data: bytes, name: str, part: str) -> "_Element":
    """Parse XML with entities, DTDs and the network off; raise `UnreadableSource` if it is broken or declares a DTD.

    The parser's own limits (depth 256, text of 10 MB) stay on, so walkers may recurse over the tree.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(name, f"part {part} is not well-formed XML") from error
    if declares_dtd(root):
        raise UnreadableSource(name, f"part {part} declares a DTD, which no office program writes: refused")
    return root


def declares_dtd(root: "_Element") -> bool:
    """Tell whether the XML of *root* begins with a document type declaration, the only place of entities."""
    return bool(root.getroottree().docinfo.doctype)
