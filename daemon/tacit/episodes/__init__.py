"""Session ─► Episode."""
