"""Why a file cannot be read, in the codes of the port."""

from typing import Literal, NoReturn

Code = Literal[
    "document_type", "document_empty", "document_no_text", "document_password", "document_corrupt", "document_limit", "page_not_found"
]


class Unreadable(Exception):
    """A file that is not read, and why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def refuse(code: Code) -> NoReturn:
    raise Unreadable(code)
