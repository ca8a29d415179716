"""Draft ─► a branch of the registry, and what becomes of it."""
