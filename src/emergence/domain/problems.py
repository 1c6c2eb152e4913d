"""The one tree of errors that a person or a program can act on.

Problem
├── Invalid            422  what was sent cannot be understood or accepted
│   └── TooLarge       413
├── Unauthenticated    401
├── Forbidden          403
├── NotFound           404  absent, or somebody else's: the two look the same
├── Conflict           409
│   └── IdempotencyConflict  a known `ref` with another content
├── TooMany            429
├── Unavailable        503  come back later
│   └── StorageFull    507
└── ModelProblem       502  a language model could not answer
    ├── ModelRefused   the provider will not serve this request, however often
    ├── ModelBusy      429, 5xx, 529: worth another try, perhaps elsewhere
    ├── ModelSilent    no first token, or none after another, in time
    └── ModelBroke     the stream was cut, or was not what the vendor's wire format says
"""

from typing import Any, ClassVar


class Problem(Exception):
    """A failure with a stable `code`, an HTTP `status` and a sentence to act on.

    `retry_after` is in seconds. `details` goes to the caller: never put input or secrets there.
    """

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "problem"

    def __init__(
        self,
        message: str,
        code: str | None = None,
        *,
        details: dict[str, Any] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.details = details
        self.retry_after = retry_after


class Invalid(Problem):
    """What was sent cannot be understood or accepted."""

    status = 422
    default_code = "invalid"


class TooLarge(Invalid):
    """More bytes than this place takes."""

    status = 413
    default_code = "too_large"


class Unauthenticated(Problem):
    """Nobody, or nobody any more."""

    status = 401
    default_code = "unauthenticated"


class Forbidden(Problem):
    """Known, but not allowed."""

    status = 403
    default_code = "forbidden"


class NotFound(Problem):
    """Absent, or somebody else's."""

    status = 404
    default_code = "not_found"


class Conflict(Problem):
    """True at the same time as something that excludes it."""

    status = 409
    default_code = "conflict"


class IdempotencyConflict(Conflict):
    """A `ref` that was used before, with another content."""

    default_code = "idempotency_conflict"


class TooMany(Problem):
    """Too often, or too many at once."""

    status = 429
    default_code = "rate_limited"


class Unavailable(Problem):
    """A part that is needed does not answer now."""

    status = 503
    default_code = "unavailable"


class StorageFull(Unavailable):
    """The disk or the quota of the store is used up; what is there stays readable."""

    status = 507
    default_code = "storage_full"


class ModelProblem(Problem):
    """A language model could not answer."""

    status = 502
    default_code = "model_failed"


class ModelRefused(ModelProblem):
    """The provider will not serve this request, however often it is asked (key, model name, policy)."""

    default_code = "model_refused"


class ModelBusy(ModelProblem):
    """The provider is overloaded or limits the rate: worth another try, perhaps elsewhere."""

    default_code = "model_busy"


class ModelSilent(ModelProblem):
    """No first token, or none after another, within the time allowed."""

    default_code = "model_silent"


class ModelBroke(ModelProblem):
    """The stream was cut, or was not what the vendor's wire format says."""

    default_code = "model_broke"
