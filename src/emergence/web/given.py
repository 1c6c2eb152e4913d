"""What every route may ask for: the features, and who is asking."""

from typing import Annotated, cast

from fastapi import Depends, Request

from ..domain.accounts import Identity
from ..domain.problems import Unauthenticated
from ..services import Services


async def services(request: Request) -> Services:
    """The features."""
    return cast(Services, request.app.state.services)


async def signed(request: Request) -> Identity:
    """Who the gate let in. Raises Unauthenticated, should a route be public and ask for it."""
    identity = request.scope.get("state", {}).get("identity")
    if not isinstance(identity, Identity):
        raise Unauthenticated("Sign in first.")
    return identity


Given = Annotated[Services, Depends(services)]
Signed = Annotated[Identity, Depends(signed)]
