"""Cleaning of what models send, so that a piece never holds NUL and never ends in half a character."""


class Cleaner:
    """Of one answer. JSON escapes may spread a character over two tokens: its first half waits for the second."""

    def __init__(self) -> None:
        self._half = ""

    def clean(self, text: str) -> str:
        """This piece, with what waited before it."""
        if not self._half and text.isascii() and "\0" not in text:
            return text
        text = (self._half + text).replace("\0", "")
        self._half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        return joined(text[: len(text) - len(self._half)])

    def rest(self) -> str:
        """What still waits when the answer ends: half a character becomes the replacement character."""
        half, self._half = self._half, ""
        return "\ufffd" if half else ""


def joined(text: str) -> str:
    """Surrogate pairs become their character, lone surrogates the replacement character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
