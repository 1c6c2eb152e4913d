"""Office files are archives of XML: looked at before anything is unpacked, read without DTDs, entities or the network."""

import re
import zipfile
from functools import cached_property
from io import BytesIO
from posixpath import join, normpath
from typing import Literal, NoReturn

from lxml import etree
from lxml.etree import _Element as Element

from .faults import refuse

ENTRIES = 2_000
UNPACKED = 100 * 1024 * 1024
XML_PART = 64 * 1024 * 1024
RATIO, RATIO_FROM = 100, 1024 * 1024
STRICT, USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ROOTS: dict[bytes, Literal["docx", "pptx", "xlsx"]] = {b"document": "docx", b"presentation": "pptx", b"workbook": "xlsx"}
ROOT = re.compile(rb"<(?:\w+:)?(document|presentation|workbook)[\s>]")
EXHAUSTED = {2, 114}
DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]")


class Package:
    """An office file. Its names are looked up, never used as paths; archives inside are never opened."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            refuse("document_corrupt")
        entries = self._zip.infolist()
        if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
            refuse("document_limit")
        if any(entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1) for entry in entries):
            refuse("document_limit")
        self._names = {entry.filename.lower(): entry for entry in entries}

    def bytes_of(self, name: str) -> bytes | None:
        """A member, if there is one of this name. What it unpacks to is bounded by what is really there, not by what it says."""
        entry = self._names.get(name.lower())
        if entry is None:
            return None
        data = self._unpacked(entry, XML_PART + 1)
        return refuse("document_limit") if len(data) > XML_PART else in_usual_names(data)

    def beginning(self, name: str) -> bytes:
        entry = self._names.get(name.lower())
        return self._unpacked(entry, 4096) if entry else b""

    def _unpacked(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        if entry.flag_bits & 1:
            refuse("document_password")
        try:
            with self._zip.open(entry) as member:
                return member.read(most)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError):
            refuse("document_corrupt")

    def xml(self, name: str) -> Element | None:
        """A member's root. Raises Unreadable if it is broken or declares a document type."""
        data = self.bytes_of(name)
        return None if data is None else rooted(data)

    def required(self, name: str) -> Element:
        root = self.xml(name)
        return refuse("document_corrupt") if root is None else root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a member refers to inside the package: by id, the last word of the kind, and the name."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        if root is None:
            return {}
        return {
            relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2], inside(folder, relation.get("Target", "")))
            for relation in root.iter(RELATIONS)
            if relation.get("TargetMode") != "External"
        }

    @cached_property
    def main(self) -> str | None:
        """The member that the package is about."""
        return next((name for kind, name in self.related("").values() if kind == "officeDocument"), None)


def in_usual_names(data: bytes) -> bytes:
    """The same XML with the namespaces that most programs write, where it has those of the strict standard."""
    if STRICT not in data[:4096]:
        return data
    for name in (b"wordprocessingml", b"spreadsheetml", b"presentationml", b"drawingml"):
        data = data.replace(STRICT + name + b"/main", USUAL + name + b"/2006/main")
    return data.replace(STRICT + b"officeDocument/relationships", USUAL + b"officeDocument/2006/relationships")


def inside(folder: str, target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))


def rooted(data: bytes) -> Element:
    if DOCTYPE.search(data[:100_000]):
        refuse("document_corrupt")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        refuse_xml(error)
    return refuse("document_corrupt") if getattr(root.getroottree().docinfo, "doctype", "") else root


def refuse_xml(error: etree.XMLSyntaxError) -> NoReturn:
    """It is broken, or the parser came to the end of its memory or of what it takes: too deep, too long."""
    refuse("document_limit" if getattr(error, "code", None) in EXHAUSTED else "document_corrupt")


def office_format(data: bytes) -> Literal["docx", "pptx", "xlsx"]:
    """Which office format an archive is. Raises Unreadable for any other archive."""
    package = Package(data)
    beginning = package.beginning(package.main or "")
    root = ROOT.search(beginning.replace(b"\0", b""))
    return ROOTS[root[1]] if root else refuse("document_type")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number out of an attribute."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise
