"""The links to what is known: configuration, git, each registry, the index."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tacit.advise.index import Index
from tacit.advise.refresh import refresh
from tacit.commands.check import Check, note, ok, problem
from tacit.config import Config, load
from tacit.errors import ConfigError, RegistryError
from tacit.paths import Paths
from tacit.policy import policy
from tacit.publish.checkout import Checkout
from tacit.publish.registries import Registry, registries


def check_registries(where: Paths, project: Path) -> Iterator[Check]:
    """Each link between tacit and the registries, used; and whether this project takes part."""
    try:
        config = load()
    except ConfigError as error:
        yield problem("configuration", str(error), "until then nothing is advised or published")
        return
    yield ok("configuration", str(where.config_file))
    yield _project(project, config)
    git = shutil.which("git")
    if git is None:
        yield problem("git", "it is not on PATH", "install it (Debian: apt install git)")
        return
    yield ok("git", git)
    known = registries(config, where)
    for registry in known:
        yield _registry(registry)
    yield _index(known, where)


def _project(project: Path, config: Config) -> Check:
    found = policy(project, config)
    if found.off:
        return note("project", f"{project} takes no part: {found.why}", "`tacit on`")
    return ok("project", f"{project} takes part" + (f", in part: {found.why}" * bool(found.why)))


def _registry(registry: Registry) -> Check:
    link = f"registry ({registry.role})"
    try:
        head = Checkout(registry.url, registry.folder).sync()
    except RegistryError as error:
        mend = "mend the access, or name another with `tacit registry use URL`"
        return problem(link, str(error), mend)
    return ok(link, f"{registry.url} at {head[:10]}")


def _index(known: tuple[Registry, ...], where: Paths) -> Check:
    try:
        refresh(known, where.index)
        index = Index.open(where.index)
    except RegistryError as error:
        return problem("index", str(error), f"remove {where.index} and run `tacit registry sync`")
    if index is None:
        return problem("index", f"{where.index} cannot be opened", "remove it and try again")
    try:
        return ok("index", f"{index.skills} skills")
    finally:
        index.close()
