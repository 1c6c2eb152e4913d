"""The second factor, over HTTP."""

from base64 import b64encode
from io import BytesIO

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from .accounts import Code, Password
from .given import From, Given, Signed

router = APIRouter(prefix="/api/auth/two-factor", tags=["auth"])


class FactorView(BaseModel):
    """Whether a code is asked for at sign-in, and how many recovery codes are left."""

    enabled: bool
    codes_left: int


class SetupView(BaseModel):
    """For an authenticator: the secret to type, the same as an address, and as a QR code (an SVG image in a data URL)."""

    secret: str
    uri: str
    qr: str


class StartBody(BaseModel):
    """Who has a password shows that they know it: a session alone may be stolen."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    password: Password = ""


class CodeBody(BaseModel):
    """A code of the authenticator; where a factor is set up already, a recovery code as well."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    code: Code


class CodesView(BaseModel):
    """Recovery codes, shown this once."""

    codes: tuple[str, ...]


@router.get("")
async def state(given: Given, signed: Signed) -> FactorView:
    """How it stands."""
    found = await given.who.factors.state(signed)
    return FactorView(enabled=found.enabled, codes_left=found.codes_left)


@router.post("/start")
async def start(given: Given, signed: Signed, where: From, body: StartBody) -> SetupView:
    """A new secret, which waits to be confirmed by a code."""
    setup = await given.who.factors.start(body.password, signed, where)
    return SetupView(secret=setup.secret, uri=setup.uri, qr=picture(setup.uri))


@router.post("/confirm")
async def confirm(given: Given, signed: Signed, where: From, body: CodeBody) -> CodesView:
    """From now on a code is asked for. Answers the recovery codes."""
    return CodesView(codes=await given.who.factors.confirm(body.code, signed, where))


@router.post("/codes")
async def renew(given: Given, signed: Signed, where: From, body: CodeBody) -> CodesView:
    """New recovery codes in place of the old ones."""
    return CodesView(codes=await given.who.factors.renew_codes(body.code, signed, where))


@router.post("/disable", status_code=204)
async def disable(given: Given, signed: Signed, where: From, body: CodeBody) -> None:
    """No code is asked for any more."""
    await given.who.factors.disable(body.code, signed, where)


def picture(uri: str) -> str:
    """The address as a QR code, without anything that a page would have to run or load."""
    import segno

    drawn = BytesIO()
    segno.make(uri, error="m").save(drawn, kind="svg", scale=5, border=2, dark="#23212b", light="#ffffff", xmldecl=False)
    return f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode()}"
