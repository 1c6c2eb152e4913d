"""What a person reads here: documents are uploaded, parsed, indexed, searched and deleted."""

from .shelf import Quota
from .wired import Documents, World, wired
from .work import HEAVY, SWEEP

__all__ = ["HEAVY", "SWEEP", "Documents", "Quota", "World", "wired"]
