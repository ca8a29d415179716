"""The user's `config.toml`, read and edited; each key also as TACIT_… in the environment."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
)

from tacit import atomic
from tacit.errors import ConfigError
from tacit.options import Config, known
from tacit.paths import paths


def load(file: Path | None = None, env: Mapping[str, str] | None = None) -> Config:
    """The configuration in force, from `file` (default: the user's) and the environment.

    `env`: TACIT_… variables to read instead of this process's own (the daemon reads those of the
    session that asks). Raises ConfigError, naming file and key, where a value cannot be used.
    """
    file = file or paths().config_file
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        values = {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file}: {error}; mend the file or move it away") from None
    try:
        return _settings(values, env)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise ConfigError(
            f"{file} (or TACIT_… in the environment): {key}: {first['msg']}"
        ) from None
    except ValueError as error:  # a TACIT_… list that is no JSON
        raise ConfigError(f"TACIT_… in the environment: {error}") from None


def _settings(values: dict[str, Any], env: Mapping[str, str] | None) -> Config:
    if env is None:
        return Config(**values)

    lowered = known({key.lower(): value for key, value in env.items()})

    class Given(Config):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], *_: Any, **__: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            from_env = EnvSettingsSource(settings_cls)
            from_env.env_vars = lowered
            return (from_env, InitSettingsSource(settings_cls, values))

    return Given()


def edit(section: str, key: str, value: Any, file: Path | None = None) -> None:
    """Set one key in the user's file, leaving comments and order as they are.

    Raises ConfigError where the file cannot be read or the value does not fit.
    """
    import tomlkit  # noqa: PLC0415 - 40 ms that only who writes the file should pay

    file = file or paths().config_file
    try:
        document = (
            tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        )
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file}: {error}; mend the file or move it away") from None
    document.setdefault(section, tomlkit.table())[key] = value
    try:
        _settings(document.unwrap(), {})
    except ValidationError as error:
        raise ConfigError(f"{section}.{key}: {error.errors()[0]['msg']}") from None
    file.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(file, tomlkit.dumps(document).encode())
