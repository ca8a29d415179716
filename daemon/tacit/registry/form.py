"""The names of a registry's form: what a plugin may be called, and what its manifest says."""

import json

from tacit.slug import SLUG

# The bundle of the whole registry has this name, so no plugin may.
BUNDLE = "all-skills"


def slug(name: str) -> bool:
    """Is this a name for a plugin, a skill or a category?"""
    return SLUG.fullmatch(name) is not None and "--" not in name


def manifest_of(text: str) -> dict[str, object] | None:
    """What a manifest says; None where it is no JSON object."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) else None
