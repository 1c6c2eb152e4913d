"""Who keeps the promises of the ports. Opened by URL; heavy libraries are imported when they are first needed."""
