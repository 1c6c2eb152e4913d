"""Text as it may be kept: composed, without what cannot be seen, with one kind of line end."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
    "|(?<![\u0250-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0250-\U0010ffff])"
)
"""Controls, marks of direction, what has no width; joiners only where no script or emoji needs them."""
BLANKS = re.compile(r"(?<![^\S\n])[^\S\n]+\n")


def clean(text: str) -> str:
    """The text in NFC, without controls but line ends and tabs, without invisible characters, lines without trailing blanks."""
    if text.isascii() and text.isprintable():
        return text
    return BLANKS.sub("\n", unicodedata.normalize("NFC", UNSEEN.sub("", LINE_ENDS.sub("\n", text))))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())
