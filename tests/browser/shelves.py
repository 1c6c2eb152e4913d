"""What the tests of documents do: make files, give them, wait until they are read."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Locator, expect
from reader import SECONDS, Reader

FABLES = """# Le renard et la cigogne

Compère le Renard se mit un jour en frais, et retint à dîner commère la Cigogne 🦊. Le régal fut petit et sans beaucoup d’apprêts.

# The tortoise

Slow and steady wins the race, said the tortoise to the hare, who was sleeping under a chestnut tree at noon.
"""
SHEET = "Ville,Habitants,Fleuve\nLyon,520774,Rhône\nNantes,325070,Loire\nStrasbourg,291709,Rhin\n"
HOSTILE = "# <img src=x onerror=alert(1)>\n\n<script>alert(2)</script> [a](javascript:alert(3)) <b>bold</b>\n"
READ = 4 * SECONDS


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF by hand: each page its lines, one below the other."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        drawn = f"BT /F1 14 Tf 24 TL 72 760 Td {shown} ET"
        box = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        bodies += [f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * n} 0 R >>"]
        bodies += [f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"]
    return assembled(bodies)


def assembled(bodies: Sequence[str]) -> bytes:
    """The objects of a PDF with the table of where each begins."""
    text, places = "%PDF-1.4\n", list[int]()
    for n, body in enumerate(bodies, 1):
        places.append(len(text))
        text += f"{n} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, start = len(bodies) + 1, len(text)
    ending = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{ending}".encode("latin-1")


def report(pages: int = 6) -> bytes:
    """A report whose fifth page says where the otters slept."""
    filler = [[f"Chapter {n}", "Nothing of note happened in this part of the year.", "The weather was mild."] for n in range(1, pages + 1)]
    filler[4] = ["Chapter 5", "That winter seven otters slept under the old lamp.", "Nobody had seen them come."]
    return pdf(*filler)


async def visit(reader: Reader) -> None:
    await reader.page.goto(f"{reader.site.base}/#/documents")
    await expect(reader.page.locator(".documents h1")).to_be_visible(timeout=SECONDS)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


async def give(reader: Reader, folder: Path, **files: str | bytes) -> None:
    """Give files of these names, their endings after a double underscore."""
    paths = [written(folder / name.replace("__", "."), content) for name, content in files.items()]
    await reader.page.locator(".take input[type=file]").set_input_files(paths)


def row(reader: Reader, name: str) -> Locator:
    return reader.page.locator(".papers > li").filter(has_text=re.compile(rf"^\s*{re.escape(name)}"))


async def becomes(reader: Reader, name: str, status: str = "ready") -> None:
    await expect(row(reader, name)).to_have_attribute("data-status", status, timeout=READ)


async def given(reader: Reader, folder: Path, **files: str | bytes) -> None:
    """On the page of documents with these, all ready."""
    await visit(reader)
    await give(reader, folder, **files)
    for name in files:
        await becomes(reader, name.replace("__", "."))


async def ask(reader: Reader, question: str) -> Locator:
    """Search; answers the finds."""
    await reader.page.get_by_label(re.compile("Search in documents|Chercher dans les documents")).fill(question)
    finds = reader.page.locator(".documents ol > li")
    await expect(finds.first).to_be_visible(timeout=READ)
    return finds
