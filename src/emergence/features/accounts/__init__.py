"""Who may: signing in and out, tokens, the people, and the trail of what they did."""

from .accounts import Accounts, Coming, Doors
from .change import PasswordChange
from .dev import DevDoor
from .devices import Devices
from .factors import Factors, FactorState, Setup
from .keys import Keys, NewKey
from .links import Links
from .outside import OutsideSignIn, Returned
from .people import Listed, Mine, People
from .post import Post
from .sessions import Sessions, SignedIn, Spans
from .trail import Trail, expect_admin
from .tries import Tries, neighbourhood, network
from .where import Where, printable, where

__all__ = [
    "Accounts",
    "Coming",
    "DevDoor",
    "Devices",
    "Doors",
    "FactorState",
    "Factors",
    "Keys",
    "Links",
    "Listed",
    "Mine",
    "NewKey",
    "OutsideSignIn",
    "PasswordChange",
    "People",
    "Post",
    "Returned",
    "Sessions",
    "Setup",
    "SignedIn",
    "Spans",
    "Trail",
    "Tries",
    "Where",
    "expect_admin",
    "neighbourhood",
    "network",
    "printable",
    "where",
]
