"""Who may: signing in and out, tokens, the people."""
