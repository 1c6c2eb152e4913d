"""`python -m emergence`: serve, migrate, and let people in."""

import sys

from .commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
