"""Measures and cuts of text."""

import re

CHARACTERS_A_TOKEN = 3.6
LINE_TOKENS = 5
MARKS = re.compile(r"[`*_<>~]")
FORMULA_MARKS = {ord("&"): "&amp;", ord("\\"): "&#92;", ord("["): "&#91;", ord("$"): "&#36;"}
LINE_MARKS = re.compile(r"^(\s*(?:\d+)?)([-+#=.)])")


def tokens_of(text: str) -> int:
    """An estimate of a text's tokens as one line of a prompt: French and English lie between 3 and 4.5 characters a token."""
    return int(len(text) / CHARACTERS_A_TOKEN) + LINE_TOKENS


def utf16_length(text: str) -> int:
    """How long a browser finds a text: its UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def first_words(text: str, length: int) -> str:
    """The beginning of a text on one line, cut at the end of a word, with an ellipsis if something is missing."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-–—")
    return f"{cut or line[: length - 1]}…"


def speakable(text: str) -> str:
    """The text, if it says something and can be kept everywhere. Raises ValueError."""
    if not text.strip():
        raise ValueError("a text needs at least one word")
    if "\x00" in text:
        raise ValueError("a text cannot contain NUL")
    return text


def as_said(text: str) -> str:
    """A line that Markdown shows as it is, and none of whose numbers in brackets is a citation."""
    return LINE_MARKS.sub(r"\1\\\2", MARKS.sub(r"\\\g<0>", text.translate(FORMULA_MARKS)))


def one_line(text: str, length: int) -> str:
    """A name or a heading where only one line is expected: no breaks, nothing invisible, not too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
