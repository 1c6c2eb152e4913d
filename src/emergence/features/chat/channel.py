"""The names of the bus's channels."""

CONTROL = "control"


def channel_of(owner: str) -> str:
    """Where everything that concerns a person is told."""
    return f"user:{owner}"
