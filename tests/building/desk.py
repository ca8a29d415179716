"""One user's publishing: folders, store, configuration, and the steps on them in short."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from building.drafts import configured, places, shelved
from building.git_http import serve
from building.github.fake import FakeGitHub, made
from building.gits import bare
from tacit.draft.make import Draft
from tacit.options import Config, Publish
from tacit.publish import approving, drafts, publish, rejecting
from tacit.publish.drafts import DraftRow
from tacit.store import connect


class Desk:
    """A user with a store. `config` is replaced as the test needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.where = places(folder)
        self.db = connect(self.where.database)
        self.config = Config()

    @property
    def local(self) -> Path:
        """The embedded registry."""
        return self.where.local_registry

    @contextmanager
    def remote(self, **keys: Any) -> Iterator[Path]:
        """Write to a registry over HTTP, served from `folder`; the bare repository comes back."""
        (self.folder / "team").mkdir()
        registry = bare(self.folder / "team")
        with serve(self.folder) as root:
            self.config = configured(write=f"{root}/team/{registry.name}", **keys)
            yield registry

    @contextmanager
    def github(self, owner: str = "team", **given: Any) -> Iterator[FakeGitHub]:
        """Write to a registry at a GitHub of our own, with its token in a file."""
        with made(self.folder / owner, **given) as fake:
            self.join(fake)
            yield fake

    def join(self, fake: FakeGitHub, **forge: Any) -> None:
        """Write to that registry. `forge`: more keys of that section."""
        file = self.folder / "token"
        file.touch(0o600)
        file.write_text(fake.token)
        keys = {"base_url": fake.api, "token_file": str(file), **forge}
        self.config = Config(registry={"write": fake.registry}, forge=keys)  # type: ignore[arg-type]  # pydantic makes the sections

    def shelve(self, one: Draft) -> DraftRow:
        """The draft, kept and waiting."""
        return shelved(self.db, one, self.config, self.where)

    def publish(self, one: Draft, allowed: Publish | None = None) -> DraftRow:
        """What becomes of the draft when its session ends."""
        return publish.publish(self.db, self.shelve(one), self.config, self.where, allowed)

    def retry(self) -> tuple[DraftRow, ...]:
        """What becomes of all that wait when the daemon comes round."""
        return publish.publish_waiting(self.db, self.config, self.where)

    def approve(self, id: str) -> DraftRow:
        """A person agrees."""
        return approving.approve(self.db, id, self.config, self.where)

    def reject(self, id: str, reason: str = "no") -> DraftRow:
        """A person refuses."""
        return rejecting.reject(self.db, id, reason, self.config, self.where)

    def row(self, id: str) -> DraftRow:
        """The draft's row."""
        found = drafts.row(self.db, id)
        assert found is not None
        return found
