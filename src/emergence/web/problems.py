"""Problems as answers: `{code, message, details?}` with the status of the Problem. What was sent is never repeated."""

import logging
import math
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..domain.problems import Invalid, Problem
from ..features.accounts import printable

log = logging.getLogger(__name__)


class WrongHost(Problem):
    """Asked for under a name that is not this product's."""

    status: ClassVar[int] = 400
    default_code = "wrong_host"


class NotJson(Invalid):
    """A body that does not say it is JSON."""

    status: ClassVar[int] = 415
    default_code = "not_json"


class NotForm(Invalid):
    """Files that are not sent as a form."""

    status: ClassVar[int] = 415
    default_code = "not_form"


class TooSlow(Problem):
    """A body that did not arrive in time."""

    status: ClassVar[int] = 408
    default_code = "too_slow"


def answer(problem: Problem) -> Response:
    """The problem as a response."""
    said: dict[str, Any] = {"code": problem.code, "message": problem.message}
    if problem.details is not None:
        said["details"] = problem.details
    headers = {} if problem.retry_after is None else {"Retry-After": str(max(1, math.ceil(problem.retry_after)))}
    return Response(to_json(said), problem.status, headers, "application/json")


def unexpected(request_id: str) -> Response:
    """The answer to a fault of ours."""
    return answer(Problem("Something unexpected went wrong; it was noted.", "unexpected", details={"request_id": request_id}))


def note(request_id: str, method: str, path: str, error: BaseException) -> None:
    """Log a fault of ours: where it happened, not what was being handled."""
    said = {"request_id": request_id, "method": method, "path": printable(path)}
    log.error("unexpected %s", type(error).__name__, exc_info=error, extra=said)


def invalid(errors: Sequence[Any]) -> Invalid:
    """What pydantic found, without the input."""
    first = errors[0]
    place = [str(part) for part in first["loc"][1:]]
    if first["type"] == "extra_forbidden":
        return Invalid(f"{'.'.join(place[:-1]) or 'body'}: there is a field that is not known here")
    return Invalid(f"{'.'.join(place) or str(first['loc'][0])}: {first['msg']}")


def from_http(error: HTTPException) -> Response:
    """What the framework says by itself: no such route, no such method, a body that it cannot read."""
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return answer(Invalid("The body is not what is expected here.", "bad_json"))
    phrase = HTTPStatus(error.status_code).phrase
    said = to_json({"code": phrase.lower().replace(" ", "_"), "message": f"{phrase}."})
    return Response(said, error.status_code, dict(error.headers or {}), "application/json")


async def told(_: Request, error: Exception) -> Response:
    """The answer to what the routes and the framework raise on purpose."""
    match error:
        case Problem():
            return answer(error)
        case RequestValidationError():
            return answer(invalid(error.errors()))
        case HTTPException():
            return from_http(error)
        case _:
            raise error


async def fault(request: Request, _: Exception) -> Response:
    """The answer to everything else. The edge, which sees it as well, logs it."""
    return unexpected(request.scope["state"]["request_id"])


def answer_problems(app: FastAPI) -> None:
    """Have the application answer its problems this way."""
    for kind in (Problem, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, told)
    app.add_exception_handler(Exception, fault)
