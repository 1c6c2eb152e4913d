"""Records and rules. Pure: nothing here awaits, logs, reads the clock or imports more than pydantic and the standard library."""
