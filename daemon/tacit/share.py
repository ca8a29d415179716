"""The files that travel beside the code: hooks, prompts, templates, skills."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_share"
_CHECKOUT = Path(__file__).parents[2]


def share(name: str) -> Path:
    """The path of a shipped file or folder, such as `share("hooks/client.py")`.

    It lies under `tacit/_share/` in an installed package and at the top of a checkout.
    """
    top = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return top / name
