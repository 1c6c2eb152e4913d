"""The name of a person's channel on the bus."""


def channel_of(owner: str) -> str:
    """Where everything that concerns a person is told."""
    return f"user:{owner}"
