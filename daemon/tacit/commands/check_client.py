"""The links in Claude Code's configuration: hooks, permission, skills, and what forbids them."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacit import atomic, jsontext, settings
from tacit.commands.check import Check, note, ok, problem
from tacit.errors import SettingsError
from tacit.footprint import SETTINGS
from tacit.wiring import Wiring

# What an administrator sets for every user of the machine (Linux).
MANAGED = Path("/etc/claude-code")
PLUGIN = "tacit@"


def check_client(
    config: Path, project: Path, wanted: Wiring, managed: Path = MANAGED
) -> Iterator[Check]:
    """Each link between the client with this configuration folder, in this project, and tacit."""
    try:
        values = _settings(config / SETTINGS)
    except (SettingsError, OSError) as error:
        yield problem("settings", str(error), f"mend {config / SETTINGS}, then `tacit install`")
        return
    plugged = _plugged(values)
    yield _hooks(config, values, wanted, plugged)
    yield _permission(values, wanted)
    yield from _skills(config, wanted, plugged)
    yield _forbidden(config, project, managed)


def _settings(file: Path) -> dict[str, Any]:
    data = atomic.read(file)
    return {} if data is None else settings.parsed(data, str(file))[1]


def _plugged(values: dict[str, Any]) -> bool:
    plugins = values.get("enabledPlugins")
    found = plugins.items() if isinstance(plugins, dict) else ()
    return any(name.startswith(PLUGIN) and on is not False for name, on in found)


def _hooks(config: Path, values: dict[str, Any], wanted: Wiring, plugged: bool) -> Check:
    found = settings.commands(values)
    if not found and plugged:
        return ok("hooks", "by the plugin")
    if not found:
        return problem("hooks", f"{config / SETTINGS} has none of tacit's", "run `tacit install`")
    for event, entry in wanted.hooks.items():
        (needed,) = settings.commands({"hooks": {event: [entry]}}).values()
        if found.get(event) != needed:
            seen = f"{config / SETTINGS}, {event}: {_difference(found.get(event, ''))}"
            return problem("hooks", seen, "run `tacit install`")
    if plugged:
        seen = f"{len(found)} events, in the settings and by the plugin; each acts once"
        return note("hooks", seen, "either `tacit uninstall` or disable the plugin")
    return ok("hooks", f"{len(found)} events in {config / SETTINGS}")


def _difference(line: str) -> str:
    """Why a hook's shell line is not ours, as far as its words say."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = []
    named = [word for word in words if word.startswith("/")]
    gone = next((name for name in named if not Path(name).exists()), None)
    if not line:
        return "no hook of tacit's"
    return f"{gone} is gone" if gone else "the hook of another installation"


def _permission(values: dict[str, Any], wanted: Wiring) -> Check:
    allowed = values.get("permissions", {}).get("allow", [])
    missing = [rule for rule in wanted.permissions if rule not in allowed]
    if missing:
        return problem("permission", f"{missing[0]} is not allowed", "run `tacit install`")
    return ok("permission", f"Claude may read {', '.join(wanted.permissions)}")


def _skills(config: Path, wanted: Wiring, plugged: bool) -> Iterator[Check]:
    for name, text in wanted.skills.items():
        link = f"/{name.split('/')[1]}"
        data = atomic.read(config / name)
        if data == text.encode() or (data is None and plugged):
            yield ok(link, "by the plugin" if data is None else str(config / name))
        elif data is None:
            yield problem(link, f"{config / name} is missing", "run `tacit install`")
        else:
            seen = f"{config / name} is not this version's"
            yield problem(link, seen, "move it away and run `tacit install`, or keep yours")


def _forbidden(config: Path, project: Path, managed: Path) -> Check:
    """Somebody switched hooks off: the user, the project, or whoever manages the machine."""
    own = [config / SETTINGS, *(project / ".claude" / f"settings{k}.json" for k in ("", ".local"))]
    theirs = [managed / "managed-settings.json", *sorted(managed.glob("managed-settings.d/*.json"))]
    for file in [*own, *theirs]:
        values = _anything(file)
        if values.get("disableAllHooks") is True:
            return problem(
                "allowed", f"{file} has disableAllHooks", "take it out, or ask who set it"
            )
        if file in theirs and values.get("allowManagedHooksOnly") is True:
            seen = f"{file} has allowManagedHooksOnly, so no user's hooks run"
            return problem(
                "allowed", seen, "ask who manages this machine to add tacit's hooks there"
            )
    return ok("allowed", "nothing switches hooks off")


def _anything(file: Path) -> dict[str, Any]:
    """What a settings file of somebody else says; nothing where it cannot be read."""
    try:
        value = jsontext.value((atomic.read(file) or b"{}").decode())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
