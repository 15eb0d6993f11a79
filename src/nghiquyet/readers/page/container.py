"""Open the zip containers of .docx and .odt, and their XML, without trusting either.

A container may be a bomb, truncated, encrypted, or name files outside itself; its XML may declare entities. Parts are
read into memory under limits and never unpacked to disk; entities, DTDs and the network are off.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...limits import in_force
from ..sniff import ARCHIVE

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Smaller parts may have any ratio: an empty form of a page compresses well.
_SMALL = 1_000_000
#: Elements inside one another at which libxml2 stops by itself.
PARSER_DEPTH = 256


class Package:
    """The parts of a container, by name, each checked before it is inflated."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableSource(name, "a truncated or broken zip container") from error
        infos = self._zip.infolist()
        if len(infos) > in_force().members:
            raise in_force().exceeded("members", name, f"a container of {len(infos):,} parts, as zip bombs have")
        self._infos = {info.filename.lstrip("/").lower(): info for info in infos}
        self._left = in_force().unpacked_bytes

    def __contains__(self, part: str) -> bool:
        return part.lstrip("/").lower() in self._infos

    def read(self, part: str) -> bytes:
        """Return the bytes of *part*; raise `UnreadableSource` if it is missing, encrypted, broken or a bomb."""
        info = self._infos.get(part.lstrip("/").lower())
        if info is None and "[content_types].xml" not in self._infos and "mimetype" not in self._infos:
            raise UnreadableSource(self.name, ARCHIVE)  # the parts that were seen are those of its members
        if info is None:
            raise UnreadableSource(self.name, f"the container has no part {part}: truncated, or another format")
        if info.flag_bits & 1:
            raise UnreadableSource(self.name, "encrypted: a password is needed")
        if limit := _swollen(info) or ("unpacked_bytes" if info.file_size > self._left else ""):
            found = f"part {part} inflates to {info.file_size:,} bytes, as in zip bombs"
            raise in_force().exceeded(limit, self.name, found)
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
        bad = any(info.flag_bits & 1 or _swollen(info) for info in infos)
        return self.size() <= in_force().unpacked_bytes and not bad

    def size(self, ending: str = "") -> int:
        """Return how many bytes the parts whose names end in *ending* say they have."""
        return sum(info.file_size for info in self._zip.infolist() if info.filename.lower().endswith(ending))

    def xml(self, part: str) -> "_Element":
        """Return the root of the XML part *part*."""
        return parse_xml(self.read(part), self.name, part)


def _swollen(info: zipfile.ZipInfo) -> str:
    """Return the limit that a part goes over, "" for none."""
    if info.file_size > in_force().part_bytes:
        return "part_bytes"
    swollen = info.file_size > _SMALL and info.file_size > in_force().ratio * max(info.compress_size, 1)
    return "ratio" if swollen else ""


def parse_xml(data: bytes, name: str, part: str) -> "_Element":
    """Parse XML with entities, DTDs and the network off; raise `UnreadableSource` if it is broken or declares a DTD.

    The parser's own limits (depth 256, text of 10 MB) stay on, so walkers may recurse over the tree; a lower limit of
    depth is counted here.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(name, f"part {part} is not well-formed XML") from error
    check_depth(root, name, part)
    if declares_dtd(root):
        raise UnreadableSource(name, f"part {part} declares a DTD, which no office program writes: refused")
    return root


def declares_dtd(root: "_Element") -> bool:
    """Tell whether the XML of *root* begins with a document type declaration, the only place of entities."""
    return bool(root.getroottree().docinfo.doctype)


def check_depth(root: "_Element", name: str, part: str) -> None:
    """Raise `LimitExceeded` if the elements of *root* stand deeper in one another than is allowed."""
    from lxml import etree

    most = in_force().xml_depth
    if most >= PARSER_DEPTH:  # the parser has seen to that
        return
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            raise in_force().exceeded("xml_depth", name, f"part {part} has elements nested deeper than is allowed")
