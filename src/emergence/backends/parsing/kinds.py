"""What a file is, by what is in it. Its name only tells apart kinds of plain text; one that claims what the content is not is refused."""

import re
from pathlib import PurePath
from typing import Literal

from ...domain.documents import Format
from .archive import office_format
from .decoding import decoded
from .faults import refuse

Sealed = Literal["pdf", "docx", "pptx", "xlsx"]
CLAIMS: dict[str, Sealed] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
MARKDOWN = {".md", ".markdown", ".mdown", ".mkd", ".mdx"}
SHEETS = {".csv", ".tsv"}
PAGES = {".html", ".htm", ".xhtml"}
CODE_SUFFIXES = (
    ".py .pyi .js .mjs .cjs .jsx .ts .mts .tsx .svelte .vue .java .kt .kts .scala .groovy .c .h .cc .cpp .cxx .hpp .cs .fs .vb .go .rs"
    " .rb .php .pl .pm .lua .r .jl .swift .m .mm .dart .ex .exs .erl .hs .ml .clj .lisp .el .sh .bash .zsh .fish .ps1 .bat .sql .css .scss"
    " .less .json .jsonl .yaml .yml .toml .ini .cfg .xml .svg .xsl .tf .proto .graphql .cmake .gradle .tex .vim .nix .zig"
)
CODE = frozenset(CODE_SUFFIXES.split())
CODE_NAMES = {"makefile", "dockerfile", "jenkinsfile", "rakefile", "gemfile", "cmakelists.txt"}
PDF = re.compile(rb"%PDF-\d")
OLE, SEALED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
HTML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)
NOT_READ = re.compile(rb"\{\\rtf|%!PS|\x1f\x8b|\x7fELF|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|BZh|\xfd7zXZ|MZ\x90|SQLite format 3")


def kind_of(data: bytes, name: str) -> tuple[Format, str]:
    """The format, and the text where it is one of plain text. Raises Unreadable for what is not read."""
    suffix = PurePath(name.lower()).suffix
    if not data.strip(b" \t\r\n\x0b\x0c"):
        refuse("document_empty")
    sealed = sealed_format(data)
    claimed = CLAIMS.get(suffix)
    if (claimed and sealed != claimed) or (not sealed and NOT_READ.match(data)):
        refuse("document_type")
    if sealed:
        return sealed, ""
    text = decoded(data)
    return plain_format(text, suffix, PurePath(name.lower()).name), text


def sealed_format(data: bytes) -> Sealed | None:
    """The format of what is no plain text."""
    if data.startswith(OLE):
        refuse("document_password" if SEALED_PACKAGE in data else "document_type")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_format(data)
    found = PDF.search(data[: 1024 + 8])
    return "pdf" if found and (found.start() == 0 or b"endobj" in data) else None


def plain_format(text: str, suffix: str, name: str) -> Format:
    if suffix in CODE or name in CODE_NAMES:
        return "code"
    if suffix in PAGES or HTML.match(text[:2000]):
        return "html"
    if suffix in SHEETS:
        return "csv"
    if suffix in MARKDOWN:
        return "markdown"
    return "code" if text.startswith("#!") else "text"
