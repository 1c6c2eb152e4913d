"""Who may: signing in and out, tokens, the people."""

from .accounts import Accounts
from .sessions import Sessions, SignedIn, Spans, Where
from .tries import Tries

__all__ = ["Accounts", "Sessions", "SignedIn", "Spans", "Tries", "Where"]
