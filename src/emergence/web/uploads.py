"""Files that come in by a form, passed on piece by piece as they arrive; nothing is kept here."""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Literal

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from ..domain.problems import Invalid, TooLarge
from .bodies import Gone
from .problems import NotForm

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELD = "file"
MOST_FILES = 50
HEADER_BYTES = 8192
Step = tuple[Literal["begin", "piece", "end"], bytes]


class Form:
    """The files of a form, one after the other: each is to be read to its end before the next is asked for."""

    def __init__(self, request: Request) -> None:
        self._body = request.stream()
        self._steps: deque[Step] = deque()
        self._header, self._value, self._headers = b"", b"", dict[str, bytes]()
        self._parser = MultipartParser(boundary_of(request.headers), self._callbacks(), max_header_size=HEADER_BYTES)
        self._ended = False

    async def files(self) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        """The name and the content of each file. Raises Invalid for what is no form, and Gone."""
        count = 0
        while (step := await self._next()) is not None:
            name = name_of(step[1]) if step[0] == "begin" else None
            if name is None:
                continue
            count += 1
            if count > MOST_FILES:
                raise TooLarge(f"At most {MOST_FILES} files can be sent at once.", "too_many_files")
            yield name, self._pieces()
        if not count:
            raise Invalid(f"Send a file in the form's field `{FIELD}`.", "no_file")

    async def _pieces(self) -> AsyncIterator[bytes]:
        while (step := await self._next()) is not None and step[0] != "end":
            yield step[1]

    async def _next(self) -> Step | None:
        """What comes next; None after the end of the form."""
        try:
            while not self._steps:
                if self._ended:
                    return None
                self._parser.write(await anext(self._body))
        except StopAsyncIteration:
            raise Invalid("The form ends too early.", "bad_form") from None
        except FormParserError:
            raise Invalid("This is not a form as browsers send it.", "bad_form") from None
        except ClientDisconnect:
            raise Gone from None
        return self._steps.popleft()

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def _begin_part(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        self._steps.append(("begin", self._headers.get("content-disposition", b"")))

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        self._steps.append(("piece", data[start:end]))

    def _part_end(self) -> None:
        self._steps.append(("end", b""))

    def _end(self) -> None:
        self._ended = True


def boundary_of(headers: Mapping[str, str]) -> bytes:
    """What stands between the parts of a form. Raises NotForm."""
    kind, options = parse_options_header(headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise NotForm("Send files as a form, with the content type multipart/form-data.")
    return options[b"boundary"]


def name_of(disposition: bytes) -> str | None:
    """The name of a file in our field; None if it is another field or no file."""
    _, options = parse_options_header(disposition)
    if options.get(b"name") != FIELD.encode() or b"filename" not in options:
        return None
    return options[b"filename"].decode("utf-8", "replace")
