"""A registry's skills: layouts, lint, marketplace."""
