"""Reading files that nobody vouches for: a process without a network is forked for each, with limits on what it may use."""

from contextlib import AbstractAsyncContextManager

from ...ports.parsing import Parser
from .limits import ReadingLimits


def open_parser(limits: ReadingLimits | None = None) -> AbstractAsyncContextManager[Parser]:
    """A parser whose processes begin with the first file and end when this is left."""
    from .parser import ForkingParser

    return ForkingParser.open(limits or ReadingLimits())
