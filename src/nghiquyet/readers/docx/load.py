"""Open a .docx with python-docx: checked first, and put together by hand where python-docx refuses what Word opens.

python-docx inflates and follows everything that a container refers to, so the container is looked over before. It is
also strict: one relationship to a part that is not there, .docm and .dotx, the strict flavour of the standard or a
broken part that nobody reads stop it. Such a document is given to it part by part, those that are read and no others.
"""

import io
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ..page.container import Package, check_depth, declares_dtd, parse_xml
from .xml import child, transitional

if TYPE_CHECKING:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element

#: Relationships in a healthy container, in bytes of XML: python-docx compares each with all the parts before it.
_RELATIONSHIPS = 1024 * 1024
_READ = ("styles", "numbering", "footnotes", "endnotes", "header", "footer", "vbaproject", "afchunk")


def open_docx(data: bytes, name: str) -> "DocumentPart":
    """Return the main part of a .docx; the other parts hang on it.

    Raises:
        UnreadableSource: It is broken, encrypted or a zip bomb, or has no main part.
    """
    from docx import Document

    package = Package(data, name)
    if "EncryptedPackage" in package:
        raise UnreadableSource(name, "encrypted: a password is needed")
    if package.harmless() and package.size(".rels") <= _RELATIONSHIPS:
        try:
            part = Document(io.BytesIO(data)).part
        except Exception:  # of any class; a real defect is found and reported below
            pass
        else:
            if child(part.element, "body") is not None:
                return part
    return _by_parts(package)


def related(part: "DocumentPart", *kinds: str) -> list["Part"]:
    """Return the parts that *part* refers to by a relationship of these kinds: "styles", "header" ...

    The kind is the last word of the type; what stands outside the container is left alone.
    """
    return [
        relation.target_part
        for relation in part.rels.values()
        if not relation.is_external and _kind(relation.reltype) in kinds
    ]


def root_of(part: "Part", name: str) -> "_Element":
    """Return the XML of *part*; raise `UnreadableSource` if it is broken or declares a DTD.

    python-docx parses the parts that it has a class for, with entities off, and keeps the rest as bytes.
    """
    from lxml import etree

    root = getattr(part, "element", None)
    if root is None:
        return parse_xml(transitional(part.blob), name, part.partname.membername)
    if declares_dtd(root):
        raise UnreadableSource(name, f"part {part.partname.membername} declares a DTD: refused")
    check_depth(root, name, part.partname.membername)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _by_parts(package: Package) -> "DocumentPart":
    """Give python-docx the main part and what is read beside it, under the types that it knows them by."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PACKAGE_URI, PackURI
    from docx.package import Package as Parts

    types = {
        "styles": CONTENT_TYPE.WML_STYLES,
        "numbering": CONTENT_TYPE.WML_NUMBERING,
        "header": CONTENT_TYPE.WML_HEADER,
        "footer": CONTENT_TYPE.WML_FOOTER,
    }
    whole = Parts()
    mains = [at for _, kind, at in _relationships(package, PACKAGE_URI) if kind == "officedocument"]
    main = _part(package, whole, (mains or [PackURI("/word/document.xml")])[0], CONTENT_TYPE.WML_DOCUMENT_MAIN)
    whole.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, "rId1")
    for key, kind, at in _relationships(package, main.partname):
        if kind in _READ and at.membername in package:
            main.load_rel(kind, _part(package, whole, at, types.get(kind, CONTENT_TYPE.XML)), key)
    return main  # type: ignore[return-value]


def _part(package: Package, whole: object, at: "PackURI", content_type: str) -> "Part":
    from docx.opc.part import PartFactory
    from lxml import etree

    blob = transitional(package.read(at.membername))
    try:
        return PartFactory(at, content_type, "", blob, whole)  # type: ignore[arg-type, return-value]
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(package.name, f"part {at.membername} is not well-formed XML") from error


def _relationships(package: Package, source: "PackURI") -> list[tuple[str, str, "PackURI"]]:
    """Return the relationships of *source* inside the container: key, kind, target."""
    from docx.opc.packuri import PackURI

    part = source.rels_uri.membername
    return [
        (relation.get("Id", ""), _kind(relation.get("Type", "")), PackURI.from_rel_ref(source.baseURI, target))
        for relation in (package.xml(part) if part in package else ())
        if relation.get("TargetMode") != "External" and (target := relation.get("Target"))
    ]


def _kind(reltype: str) -> str:
    return reltype.rpartition("/")[2].lower()
