"""Who signs a draft: the name that the user's commits carry."""

import subprocess


def author() -> str:
    """The user's `user.name` in git's configuration, "" where there is none (or no git)."""
    try:
        told = subprocess.run(
            ["git", "config", "--global", "user.name"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(told.stdout.split())[:100]
