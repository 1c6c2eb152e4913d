"""What one reading of a file may cost."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """For each file: time by the clock and of a processor, memory, pages, characters. `at_once` files are read at a time; others wait."""

    seconds: float = 60
    look_seconds: float = 15
    processor_seconds: int = 20
    memory: int = 768 * MIB
    pages: int = 2_000
    characters: int = 5_000_000
    at_once: int = 2
