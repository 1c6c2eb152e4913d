"""How a page of a PDF looks: its picture, and where words stand on it."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from contextlib import closing
from ctypes import c_int
from math import pi
from typing import Any

from pypdfium2 import PdfPage, PdfTextPage, raw  # type: ignore[import-untyped]

from .faults import refuse
from .manuscript import Say
from .pdf import PdfPages, opened

MOST_PIXELS = 25_000_000
CHUNK = 60_000
GRID = 100_000
Rectangle = tuple[float, float, float, float]


def picture(data: bytes, asked: dict[str, Any], say: Say) -> None:
    """Send a page as a PNG, in pieces."""
    with closing(opened(data)) as document:
        index = index_of(asked["page"], len(document))
        document.init_forms()
        with closing(document[index]) as page:
            image = b64encode(drawn(page, asked["width"])).decode()
    for at in range(0, len(image), CHUNK):
        say("image", image[at : at + CHUNK])
    say("end", {})


def drawn(page: PdfPage, width: int) -> bytes:
    across, down = page.get_size()
    scale = (width - 0.01) / max(across, 1)  # pdfium rounds up
    if width < 1 or width * down * scale > MOST_PIXELS:
        refuse("document_limit")
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
        pixels, row = memoryview(bitmap.buffer).cast("B"), bitmap.width * 3
        rows = b"".join(b"\0" + pixels[at : at + row] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride))
        return png(bitmap.width, bitmap.height, rows)


def png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def boxes(data: bytes, asked: dict[str, Any], say: Say) -> None:
    """Send where a range of a page's text stands: a box a line, as shares of the page."""
    with closing(opened(data)) as document:
        index = index_of(asked["page"], len(document))
        chars = PdfPages(document).text(index).chars[max(asked["start"], 0) : asked["end"]]
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            found = lines_among([place(page, text, char) for char in chars if char >= 0], is_upright(page, text, chars))
    say("boxes", [(left, top, right - left, bottom - top) for left, top, right, bottom in found])
    say("end", {})


def is_upright(page: PdfPage, text: PdfTextPage, chars: Sequence[int]) -> bool:
    """Whether the words stand upright or on their head, not sideways, as the page is seen."""
    first = next((char for char in chars if char >= 0), 0)
    angle = max(raw.FPDFText_GetCharAngle(text.raw, first), 0.0)
    return bool((round(angle / (pi / 2)) + page.get_rotation() // 90) % 2 == 0)


def lines_among(places: list[Rectangle], upright: bool) -> list[Rectangle]:
    """The rectangles of characters put together to those of lines."""
    if not upright:
        return [turned(line) for line in lines_among([turned(one) for one in places], True)]
    lines: list[Rectangle] = []
    for left, top, right, bottom in places:
        if right <= left or bottom <= top:
            continue
        if lines and goes_on(lines[-1], (left, top, right, bottom)):
            was = lines.pop()
            lines.append((min(was[0], left), min(was[1], top), max(was[2], right), max(was[3], bottom)))
        else:
            lines.append((left, top, right, bottom))
    return lines


def turned(one: Rectangle) -> Rectangle:
    return one[1], one[0], one[3], one[2]


def goes_on(line: Rectangle, next_one: Rectangle) -> bool:
    """Whether a character stands on the same line, not far behind or before it."""
    lower = min(line[3] - line[1], next_one[3] - next_one[1])
    shared = min(line[3], next_one[3]) - max(line[1], next_one[1])
    return shared > 0.5 * lower and line[0] - 4 * lower < next_one[2] and next_one[0] < line[2] + 4 * lower


def place(page: PdfPage, text: PdfTextPage, char: int) -> Rectangle:
    """Where a character stands as the page is seen, turned and cropped, as shares of it from the upper left."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text.raw, char, box)
    corners = [seen(page, box.left, box.bottom), seen(page, box.right, box.top)]
    (a, b), (c, d) = corners
    return min(a, c), min(b, d), max(a, c), max(b, d)


def seen(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, GRID, GRID, 0, x, y, across, down)
    return min(max(across.value / GRID, 0), 1), min(max(down.value / GRID, 0), 1)


def index_of(page: int, pages: int) -> int:
    return page - 1 if 1 <= page <= pages else refuse("page_not_found")
