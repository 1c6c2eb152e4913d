"""What answers have cost, over HTTP."""

from fastapi import APIRouter

from ..features.usage.costs import ThreadCosts
from ..protocol import Id
from .given import Given, Signed

router = APIRouter(tags=["usage"])


@router.get("/api/threads/{thread_id}/costs")
async def of_thread(given: Given, signed: Signed, thread_id: Id) -> ThreadCosts:
    """What a thread has cost so far, by agent and model; what is not known is null, never 0."""
    return await given.costs.of_thread(thread_id, owner=signed.user.id)
