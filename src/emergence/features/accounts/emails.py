"""E-mail addresses, as they are kept."""

import re

from ...domain.problems import Invalid

LONGEST = 254
SHAPE = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)


def tidy(email: str) -> str:
    """The address in lower case, without spaces around it. Raises Invalid if it is none."""
    tidied = email.strip(" ").lower()
    if len(tidied) > LONGEST or len(tidied.partition("@")[0]) > 64 or not SHAPE.fullmatch(tidied):
        raise Invalid("This is not an e-mail address.", "bad_email")
    return tidied
