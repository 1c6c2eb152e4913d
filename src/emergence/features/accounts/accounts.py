"""People come in by a link or with a password, and go. Everyone was let in by an admin; nobody lets themselves in."""

import hashlib

from ...domain.accounts import Identity, Role, User
from ...domain.problems import Invalid, NotFound, Unauthenticated
from ...ports.bus import Bus
from ...ports.clock import Clock
from ...ports.passwords import Passwords
from ...ports.store import Store, Transaction
from ...ports.tokens import Tokens
from .emails import tidy
from .limiter import Limiter
from .links import Invited, Links
from .passphrase import accept, written
from .sessions import Sessions, SignedIn, Spans, Where
