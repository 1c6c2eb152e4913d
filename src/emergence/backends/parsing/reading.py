"""In a fork: reads one file as it is asked and answers in lines of JSON. Whatever happens is an answer, or the end of the process."""

import codecs
import json
import os
from typing import Any

from charset_normalizer import from_bytes

from .cage import shut
from .decoding import CANDIDATES
from .delimited import read_csv
from .docx import read_docx
from .faults import Unreadable
from .kinds import kind_of
from .manuscript import Manuscript
from .pdf import read_pdf
from .pdf_look import boxes, picture
from .plain import read_code, read_markdown, read_text
from .pptx import read_pptx
from .webpage import read_html
from .xlsx import read_xlsx

BYTES = {"pdf": read_pdf, "docx": read_docx, "pptx": read_pptx, "xlsx": read_xlsx, "html": read_html}
PLAIN = {"csv": read_csv, "markdown": read_markdown, "code": read_code, "text": read_text}
CODECS = (*CANDIDATES, "utf_32_le", "utf_32_be", "utf_16_le", "utf_16_be", "shift_jis", "euc_kr", "latin_1")


class Channel:
    """A socket that is written whole lines."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def ask(self) -> dict[str, Any]:
        """What the server wants: one line."""
        line = b""
        while not line.endswith(b"\n"):
            more = os.read(self._descriptor, 65_536)
            if not more:
                os._exit(1)
            line += more
        asked: dict[str, Any] = json.loads(line)
        return asked

    def say(self, *words: object) -> None:
        left = memoryview(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")
        while left:
            left = left[os.write(self._descriptor, left) :]


def read(file: int, channel: int) -> int:
    """Shut the cage, read, answer. Answers the code to exit with."""
    answers = Channel(channel)
    try:
        asked = answers.ask()
        shut(asked["memory"], asked["processor_seconds"], asked["seconds"])
        answers.say("begun")
        do(asked, whole(file), answers)
    except Unreadable as fault:
        answers.say("fault", fault.code, "")
    except (MemoryError, RecursionError):
        answers.say("fault", "document_limit", "")
    except BrokenPipeError:
        return 1
    except Exception as error:
        answers.say("fault", "document_corrupt", where(error))
    return 0


def do(asked: dict[str, Any], data: bytes, answers: Channel) -> None:
    if asked["do"] == "parse":
        parse(asked, data, Manuscript(answers.say, asked["characters"], asked["pages"]))
    else:
        look = picture if asked["do"] == "picture" else boxes
        look(data, asked, answers.say)


def parse(asked: dict[str, Any], data: bytes, to: Manuscript) -> None:
    format, text = kind_of(data, asked["name"])
    to.of(format)
    if format in BYTES:
        BYTES[format](data, to)
    else:
        PLAIN[format](text, to)
    to.finish()


def whole(file: int) -> bytes:
    with os.fdopen(file, "rb", closefd=False) as opened:
        return opened.read()


def where(error: Exception) -> str:
    """What went wrong and in which line of ours, without a word of the file."""
    trace, line = error.__traceback__, ""
    while trace is not None:
        line = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {line}"


def warm() -> None:
    """Have at hand what a reading would look for on the disk."""
    for name in CODECS:
        codecs.lookup(name)
    from_bytes("à la première lecture, il apprend ce que sont les langues".encode("cp1252"), cp_isolation=CANDIDATES)
