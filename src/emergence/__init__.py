"""ÉMERGENCE: a place to think with three agents that remember."""

__version__ = "0.1.0"
