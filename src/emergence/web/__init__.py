"""HTTP and WebSocket: parse, call one feature, answer. Nothing is decided here."""
