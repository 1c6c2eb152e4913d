"""Plain text, Markdown and source code: the text as it stands, with its headings found."""

import re
from collections.abc import Iterator

from .characters import clean
from .manuscript import Manuscript
from .properties import moment

ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINED = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
LONGEST = 2_000
FENCE = re.compile(r" {0,3}(```+|~~~+)")
FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
SAID = re.compile(r"^(title|author|date|lang|language):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
BEFORE = (
    r"export|default|pub(?:\([^)\n]*\))?|public|private|protected|internal|static|final|abstract|sealed|async|unsafe|inline|data|partial"
)
KINDS = r"def|class|function\*?|func|fn|struct|enum|interface|trait|impl|module|namespace|record|object|defmodule|sub"
NAMED = re.compile(rf"^(?:(?:{BEFORE})[ \t]+)*(?:{KINDS})[ \t]+[^\s{{(:;][^\n{{:;]*", re.MULTILINE)


def read_text(text: str, to: Manuscript) -> None:
    to.verbatim(kept(text))


def read_code(text: str, to: Manuscript) -> None:
    code = kept(text)
    to.verbatim(code)
    for found in NAMED.finditer(code):
        to.note_heading(found.start(), 1, " ".join(found[0].split()))
    to.takes_title_of_heading = False


def read_markdown(text: str, to: Manuscript) -> None:
    source = kept(text)
    to.verbatim(source)
    front = FRONT.match(source)
    for start, level, words in headings_of(source, front.end() if front else 0):
        to.note_heading(start, level, words)
    said = dict(SAID.findall(front[1][:LONGEST])) if front else {}
    to.title, to.author, to.written_at = said.get("title", ""), said.get("author", ""), moment(said.get("date", ""))


def kept(text: str) -> str:
    return clean(text.removeprefix("\ufeff")).lstrip("\n").rstrip()


def headings_of(source: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Where headings begin, outside of fenced code: `#` before them, or a line under them."""
    fence, before, at = "", "", start
    for line in source[start:].splitlines(keepends=True):
        words = line.rstrip("\n")
        words = "" if len(words) > LONGEST else words
        fenced = FENCE.match(words)
        if fenced and (not fence or fenced[1].startswith(fence)):
            fence = "" if fence else fenced[1]
        elif not fence:
            yield from heading_in(words, before, at)
        before = "" if fence or fenced else words
        at += len(line)


def heading_in(line: str, before: str, at: int) -> Iterator[tuple[int, int, str]]:
    marked = ATX.match(line)
    if marked and marked[2]:
        yield at, len(marked[1]), marked[2]
    elif (under := UNDERLINED.match(line)) and before.strip() and before.lstrip()[0] not in "#>-*|`~":
        yield at - len(before) - 1, 1 if under[1][0] == "=" else 2, before.strip()
