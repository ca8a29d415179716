"""Registry ─► index ─► match ─► advice."""
