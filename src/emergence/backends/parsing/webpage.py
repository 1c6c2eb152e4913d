"""Web pages: what a reader would see, with its headings, lists and rows. Walked without recursion, however deep they are."""

import codecs
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .decoding import decoded
from .manuscript import Manuscript
from .properties import moment

LAID_OUT = "table, h1, h2, h3, h4"
UNSEEN_TAGS = (
    "script style head template noscript svg iframe object embed canvas audio video select datalist meta link title -comment !doctype"
)
BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form header hgroup"
    " hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
UNSEEN, BLOCKS = frozenset(UNSEEN_TAGS.split()), frozenset(BLOCK_TAGS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!))", re.IGNORECASE)
CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
DATES = ("article:published_time", "date", "dcterms.created", "dcterms.date", "dc.date", "article:modified_time")


class Page:
    """A page being read out: words gather until a block ends."""

    def __init__(self, to: Manuscript) -> None:
        self._to = to
        self._words: list[str] = []
        self._cells: list[str] | None = None
        self._kept = 0
        self._label = ""

    def text(self, words: str) -> None:
        self._words.append(words if self._kept else re.sub(r"\s+", " ", words))

    def enter(self, node: LexborNode, tag: str) -> None:
        if tag in BLOCKS or tag in HEADINGS:
            self._break(" ")
        match tag:
            case "br":
                self._words.append("\n" if self._cells is None else " ")
            case "pre" | "textarea":
                self._kept += 1
            case "li":
                self._label = bullet(node)
            case "tr":
                self._cells = None if node.css_first(LAID_OUT) else []
            case "table":
                self._cells = None
                self._to.end_of_table()

    def leave(self, tag: str) -> None:
        if tag in HEADINGS and self._cells is None:
            self._to.heading(self._taken(), HEADINGS[tag])
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append(self._taken())
        elif tag == "tr" and self._cells is not None:
            self._to.row(self._cells)
            self._cells = None
        elif tag in BLOCKS:
            self._break(" ")
        if tag in {"pre", "textarea"}:
            self._kept -= 1

    def _break(self, between: str) -> None:
        """A block begins or ends: in a cell a blank, elsewhere a paragraph."""
        if self._cells is not None:
            self._words.append(between)
            return
        text = self._taken()
        if text.strip() and self._label:
            self._to.item(self._label + text)
        elif text.strip():
            self._to.paragraph(text)
        self._label = "" if text.strip() else self._label

    def _taken(self) -> str:
        words, self._words = "".join(self._words), []
        return words.strip("\n") if self._kept else "\n".join(line.strip() for line in words.split("\n")).strip()


def read_html(data: bytes, to: Manuscript) -> None:
    tree = LexborHTMLParser(page_text(data))
    note_meta(tree, to)
    root = tree.root
    page = Page(to)
    for node, entering in walked(root) if root is not None else ():
        tag = node.tag or ""
        if not entering:
            page.leave(tag)
        elif tag == "-text":
            page.text(node.text_content or "")
        else:
            page.enter(node, tag)
    page.leave("body")


def walked(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node that is seen, when it begins and, if it holds others, when it ends."""
    above: list[LexborNode] = []
    node: LexborNode | None = root
    while node is not None or above:
        if node is None:
            left = above.pop()
            yield left, False
            node = left.next
        elif is_unseen(node):
            node = node.next
        else:
            yield node, True
            above.append(node)
            node = node.first_child


def is_unseen(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        return False
    if tag in UNSEEN or (tag.startswith(("!", "-")) and tag != "-document"):
        return True
    given = node.attributes
    return bool(given) and ("hidden" in given or bool(HIDDEN.search(given.get("style") or "")))


def bullet(item: LexborNode) -> str:
    """What stands before an item of a list."""
    above = item.parent
    if above is None or above.tag != "ol":
        return "- "
    number, before = 1, item.prev
    while before is not None and number < 1000:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "


def page_text(data: bytes) -> str:
    """The page's text in the encoding that it declares, if it is one and fits."""
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii", "replace").lower()
        try:
            return data.decode({"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932"}.get(name, name))
        except (UnicodeDecodeError, LookupError, ValueError):
            return decoded(data)
    return decoded(data)


def note_meta(tree: LexborHTMLParser, to: Manuscript) -> None:
    title = tree.css_first("head > title")
    to.title = title.text() if title else ""
    said: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        given = meta.attributes
        said.setdefault((given.get("name") or given.get("property") or "").lower(), given.get("content") or "")
    to.author = said.get("author") or said.get("dc.creator") or ""
    to.written_at = next((at for name in DATES if (at := moment(said.get(name, "")))), None)
    root = tree.css_first("html")
    language = ((root.attributes.get("lang") if root else "") or "")[:2].lower()
    to.language = language if language in {"fr", "en"} else None
