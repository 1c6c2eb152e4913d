"""Who may: signing in and out, tokens, the people."""

from .accounts import Accounts, SignedIn, Spans, Where

__all__ = ["Accounts", "SignedIn", "Spans", "Where"]
