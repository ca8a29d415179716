"""What a plugin, a skill and a category may be called: see also `registry.form.slug`."""

import re

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")

# Words that the client takes for a plugin of its own maker, alone or between dashes: with one in
# front it refuses the plugin, with one elsewhere it warns (2.1.329, `plugin validate`).
_RESERVED = frozenset({"claude", "anthropic", "anthropics"})


def reserved(name: str) -> bool:
    """Would the client take a plugin of this name for its maker's own?"""
    return unreserved(name) != name or name.startswith("cc-plugin-")


def unreserved(name: str) -> str:
    """The name without the words that are the client's maker's; "" where it had no others."""
    return "-".join(word for word in name.split("-") if word not in _RESERVED)
