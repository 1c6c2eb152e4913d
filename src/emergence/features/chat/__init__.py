"""The conversation: inbox → context → prompt → turn."""
