"""What an installation changed in a client's configuration folder, and how to take it back.

For each such folder the state folder keeps the settings as they were (the backup) and a record of
what was written. What still is as it was written is put back byte for byte; from what its owner
changed since, only our entries are taken out.
"""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from tacit import atomic, settings
from tacit.errors import SettingsError
from tacit.paths import Paths, ensure_private
from tacit.wiring import Wiring

SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True)
class Footprint:
    """One configuration folder: digests of what was written, and the folders that were made.

    `skills`: path in the configuration folder → digest; `existed`: there were settings before.
    """

    config: str
    wrote: str = ""
    existed: bool = False
    skills: dict[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()


def check(config: Path) -> None:
    """Raises SettingsError where the folder's settings cannot be read or understood."""
    settings.parsed(_bytes(_read(config / SETTINGS)), str(config / SETTINGS))


def install(config: Path, wanted: Wiring, where: Paths) -> list[str]:
    """Put the entries into the folder's settings and the skills beside them; idempotent.

    Returns what there is to tell, a line each. Raises SettingsError where the settings cannot be
    read, understood or written; they are as they were then.
    """
    kept = _folder(config, where)
    record = _load(kept) or Footprint(str(config))
    now = _read(config / SETTINGS)
    base = _without_ours(now, record, kept, config)
    text, _ = settings.parsed(_bytes(base), str(config / SETTINGS))
    new = settings.wired(text, wanted).encode()
    try:
        record = replace(record, folders=_made(config, wanted, record.folders))
        _save(kept, replace(record, existed=base is not None, wrote=_digest(new)), base)
        if _read(config / SETTINGS) != now:  # the client wrote to it in the meantime
            return install(config, wanted, where)
        if new != now:
            atomic.write(config / SETTINGS, new)
        written, lines = _write_skills(config, wanted, record)
    except OSError as error:
        raise SettingsError(f"{config} cannot be written: {error}; make it writable") from None
    _save(kept, replace(record, existed=base is not None, wrote=_digest(new), skills=written), base)
    return lines


def uninstall(record: Footprint, where: Paths) -> list[str]:
    """Take back what `install` did, and forget it. Returns what there is to tell, a line each.

    Raises SettingsError where the settings cannot be understood any more; they stay as they are.
    """
    config, lines = Path(record.config), []
    kept = _folder(config, where)
    file = config / SETTINGS
    now = _read(file)
    before = _without_ours(now, record, kept, config)
    try:
        if now is not None and before is None:
            Path(os.path.realpath(file)).unlink()
        elif before is not None and before != now and now is not None:
            atomic.write(file, before)
        for name, digest in record.skills.items():
            found = atomic.read(config / name)
            if found is not None and _digest(found) == digest:
                (config / name).unlink()
            elif found is not None:
                lines.append(f"{config / name} was changed since; it stays")
        _remove_empty(config, record.folders)
    except OSError as error:
        raise SettingsError(f"{config} cannot be written: {error}; make it writable") from None
    _forget(kept)
    return lines


def records(where: Paths) -> list[Footprint]:
    """Every configuration folder that was wired and not unwired since."""
    found = (_load(folder) for folder in sorted(_all(where).glob("*")))
    return [record for record in found if record]


def _without_ours(now: bytes | None, record: Footprint, kept: Path, config: Path) -> bytes | None:
    """The settings as their owner has them: None where there would be none without us."""
    if now is None:
        return None
    original = atomic.read(kept / SETTINGS) if record.existed else None
    if _digest(now) == record.wrote and (original is not None or not record.existed):
        return original
    text, _ = settings.parsed(now, str(config / SETTINGS))
    before = settings.parsed(original, str(kept / SETTINGS))[1] if original else None
    cleared = settings.unwired(text, before)
    if cleared == text:
        return now
    if original is None and record.wrote and cleared.split() == ["{}"]:
        return None
    return cleared.encode()


def _write_skills(
    config: Path, wanted: Wiring, record: Footprint
) -> tuple[dict[str, str], list[str]]:
    written, lines = dict(record.skills), []
    for name, text in wanted.skills.items():
        file, data = config / name, text.encode()
        found = atomic.read(file)
        if found not in (None, data) and _digest(found or b"") != record.skills.get(name):
            lines.append(f"{file} is not tacit's, or was changed; it stays as it is")
            continue
        if found != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(file, data)
        written[name] = _digest(data)
    return written, lines


def _made(config: Path, wanted: Wiring, known: tuple[str, ...]) -> tuple[str, ...]:
    """Make the configuration folder; returns which folders are ours to remove, outermost first."""
    needed = {config, *((config / name).parent for name in wanted.skills), config / "skills"}
    missing = [str(folder) for folder in sorted(needed) if not folder.exists()]
    config.mkdir(parents=True, exist_ok=True)
    return (*(folder for folder in known if folder not in missing), *missing)


def _remove_empty(config: Path, folders: tuple[str, ...]) -> None:
    for folder in sorted(map(Path, folders), reverse=True):
        if folder.is_dir() and folder.is_relative_to(config) and not any(folder.iterdir()):
            folder.rmdir()


def _all(where: Paths) -> Path:
    return where.state / "clients"


def _folder(config: Path, where: Paths) -> Path:
    return _all(where) / _digest(os.fsencode(config.absolute()))[:8]


def _load(kept: Path) -> Footprint | None:
    try:
        values = json.loads((kept / "record.json").read_bytes())
        return Footprint(**values | {"folders": tuple(values["folders"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{kept} cannot be read: {error}; move it away and try again") from None


def _save(kept: Path, record: Footprint, original: bytes | None) -> None:
    ensure_private(kept)
    if original is not None:
        atomic.write(kept / SETTINGS, original, 0o600)
    atomic.write(kept / "record.json", json.dumps(asdict(record), indent=2).encode(), 0o600)


def _forget(kept: Path) -> None:
    for name in ("record.json", SETTINGS):
        (kept / name).unlink(missing_ok=True)
    if kept.is_dir():
        kept.rmdir()


def _read(file: Path) -> bytes | None:
    try:
        return atomic.read(file)
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error}") from None


def _bytes(data: bytes | None) -> bytes:
    return settings.EMPTY.encode() if data is None else data


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
