"""What a user can set, and what holds where nothing is set."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, StringConstraints
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

Moment = Literal["start", "prompt", "error"]
Publish = Literal["auto", "ask", "never"]
# GitHub's bound is 50 characters; a comma would part one in two where labels are listed.
Label = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=r"^[^,\x00-\x1f]+$")]


# What is read from the file alone: see `Model`, `Forge` and `Advise.semantic_model`.
_THE_FILES = ("tacit_model", "tacit_forge", "tacit_advise_semantic")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Advise(_Section):
    """What reaches the model, and when.

    `semantic_model`: the folder of a sentence encoder, "" for none. It is read from the file alone:
    what a project puts into a session's environment must not say what the daemon opens.
    """

    enabled: bool = True
    moments: tuple[Moment, ...] = ("start", "prompt", "error")
    max_chars: int = Field(default=4000, ge=200, le=9500)
    max_chars_a_session: int = Field(default=20_000, ge=0)
    semantic_model: str = ""


class Retrospective(_Section):
    """What becomes of a session that ended."""

    enabled: bool = True
    writer: Literal["rules", "anthropic"] = "rules"
    publish: Publish = "auto"
    max_drafts_a_day: int = Field(default=5, ge=0)
    worth: float = Field(default=0.5, ge=0, le=1)


class Model(_Section):
    """The model of the `anthropic` writer, and what it may cost.

    This section is read from the file alone: what a project puts into a session's environment
    must neither spend money nor name the place that a key is sent to. Tokens are counted before a
    call as if each byte were one. `prices`: dollars a million tokens in and out, for a model that
    `draft/prices.toml` does not know.
    """

    name: str = Field(default="claude-haiku-5-5", pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}$")
    key_file: str = ""
    base_url: str = ""
    max_dollars_a_day: float = Field(default=1.0, ge=0)
    max_dollars_a_month: float = Field(default=10.0, ge=0)
    max_tokens_a_day: int = Field(default=2_000_000, ge=0)
    max_tokens_a_month: int = Field(default=20_000_000, ge=0)
    max_input_tokens: int = Field(default=60_000, ge=20_000, le=100_000)
    max_output_tokens: int = Field(default=12_000, ge=1_000, le=32_000)
    prices: tuple[NonNegativeFloat, NonNegativeFloat] | None = None


class Projects(_Section):
    """Globs of project folders; a non-empty `only` is the allow-list mode."""

    off: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Registry(_Section):
    """Where drafts go, and what advice is read from besides.

    `write` empty is the embedded local registry. By default a project publishes only to a
    registry of the owner of its own git remote; `allow_public` lifts that. `stale_months`: after
    how many a skill that nobody verified again is listed as stale.
    """

    write: str = ""
    read: tuple[str, ...] = ()
    allow_public: bool = False
    stale_months: int = Field(default=6, ge=1, le=1200)


class Forge(_Section):
    """Pull requests, and how the forge is reached.

    Like `[model]` this is read from the file alone: nothing of a session's environment says where
    a token is sent. `base_url`: of GitHub Enterprise's API. `draft_only`: where the forge has no
    draft pull requests, open none rather than a normal one. `approve`: what approving a draft that
    has a pull request does: merge it, or mark it ready for review.
    """

    kind: Literal["auto", "gitlab", "none"] = "auto"
    base_url: str = Field(default="", pattern=r"^$|^https?://[^\s@?#]+$")
    token_file: str = ""
    draft_only: bool = True
    approve: Literal["merge", "ready"] = "merge"
    labels: tuple[Label, ...] = ("tacit",)


class Daemon(_Section):
    """The times of the daemon's life and of its patience."""

    idle_minutes: float = Field(default=30, gt=0)
    quiet_minutes: float = Field(default=20, gt=0)
    quiet_hours_alive: float = Field(default=12, gt=0)


class Config(BaseSettings):
    """Everything a user can set; built by `tacit.config.load`."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix="TACIT_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
    )

    advise: Advise = Advise()
    retrospective: Retrospective = Retrospective()
    model: Model = Model()
    projects: Projects = Projects()
    registry: Registry = Registry()
    forge: Forge = Forge()
    daemon: Daemon = Daemon()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which `load` passes as init values."""
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = known(env_settings.env_vars)
        return (env_settings, init_settings)


def known(env: Mapping[str, str | None]) -> dict[str, str | None]:
    """The variables without those that are the file's alone."""
    return {key: value for key, value in env.items() if not key.startswith(_THE_FILES)}
