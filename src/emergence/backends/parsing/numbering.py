"""The numbers and bullets that Word shows before a paragraph and does not write into it."""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from .archive import number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has come."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Numbering":
        numbering = cls()
        for abstract in [] if root is None else root.iter(f"{W}abstractNum"):
            levels = {number(level.get(f"{W}ilvl")): level_of(level) for level in abstract.iter(f"{W}lvl")}
            numbering.levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for one in [] if root is None else root.iter(f"{W}num"):
            numbering.lists[one.get(f"{W}numId", "")] = value(one.find(f"{W}abstractNumId")) or ""
        return numbering

    def label(self, list_id: str, depth: int) -> str:
        """What stands before the next paragraph of this list at this depth."""
        abstract = self.lists.get(list_id, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        if level.format == "bullet":
            return "- "
        counts = self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return "" if level.format == "none" else f"{self._shown(abstract, level.text)} "

    def _shown(self, abstract: str, pattern: str) -> str:
        for depth, level in self.levels[abstract].items():
            reached = self.counts[abstract].get(depth, level.start)
            pattern = pattern.replace(f"%{depth + 1}", spelled(reached, level.format))
        return pattern


def level_of(element: Element) -> Level:
    return Level(
        value(element.find(f"{W}numFmt")) or "decimal",
        value(element.find(f"{W}lvlText")) or "",
        number(value(element.find(f"{W}start")), 1),
    )


def spelled(count: int, style: str) -> str:
    """A number as a list shows it."""
    if style.endswith("Letter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 10 + 1)
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("Roman"):
        return roman(count).upper() if style.startswith("upper") else roman(count)
    return str(count)


def roman(count: int) -> str:
    left, letters = count % 4000, ""
    for worth, sign in ROMAN:
        letters += sign * (left // worth)
        left %= worth
    return letters


def value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")
