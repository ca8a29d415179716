"""The registry's own check as a module."""

import importlib.util
import sys
from types import ModuleType

from building.make_validator import SCRIPT


def loaded() -> ModuleType:
    """The script, imported by its path."""
    spec = importlib.util.spec_from_file_location("validate_plugins", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["validate_plugins"] = module
    spec.loader.exec_module(module)
    return module


THEIRS = loaded()


def told(found: object) -> list[tuple[str, int, str, str, str]]:
    """Findings, of tacit or of the script, as values that can be compared."""
    return [(f.path, f.line, f.rule, f.severity, f.message) for f in found]  # type: ignore[attr-defined] # of either
