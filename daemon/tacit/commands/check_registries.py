"""The links to what is known: configuration, git, each registry, the index."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tacit.advise.index import Index
from tacit.advise.refresh import refresh
from tacit.advise.trust import trusted
from tacit.commands.check import Check, note, ok, problem
from tacit.commands.check_forge import check_forge
from tacit.config import load
from tacit.errors import ConfigError, RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.policy import policy
from tacit.publish.checkout import Checkout
from tacit.publish.registries import Registry, registries
from tacit.publish.since import changed
from tacit.registry.layouts import skills
from tacit.registry.places import called
from tacit.registry.quarantine import quarantine
from tacit.terminal import safe_line

# So many names stand in one line; lint has them all.
_NAMED = 10


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
        yield from _quarantined(registry)
    yield from check_forge(known[0], config)
    yield _index(known, where)


def _project(project: Path, config: Config) -> Check:
    found = policy(project, config)
    if found.off:
        return note("project", f"{project} takes no part: {found.why}", "`tacit on`")
    return ok("project", f"{project} takes part" + (f", in part: {found.why}" * bool(found.why)))


def _registry(registry: Registry) -> Check:
    link = f"registry ({registry.role})"
    try:
        head = Checkout(registry.url, registry.folder, registry.forge).sync()
    except RegistryError as error:
        mend = "mend the access, or name another with `tacit registry use URL`"
        return problem(link, str(error), mend)
    return ok(link, f"{registry.url} at {head[:10]}")


def _quarantined(registry: Registry) -> Iterator[Check]:
    """The skills of a registry that no session is advised from, whoever merged them."""
    held = [s for s in skills(registry.folder) if not trusted(s)]
    why = {**{s.path: "" for s in held}, **dict(_reasons(registry))}
    if why:
        named = ", ".join(f"{called(path)}{said}" for path, said in sorted(why.items())[:_NAMED])
        more = f" and {len(why) - _NAMED} more" if len(why) > _NAMED else ""
        seen = f"{len(why)} dangerous, never advised from: {safe_line(named, 2000)}{more}"
        mend = f"`tacit registry lint {registry.folder}` says where; take it out of the registry"
        yield note("quarantine", seen, mend)


def _reasons(registry: Registry) -> Iterator[tuple[str, str]]:
    for path, why in quarantine(registry.folder).items():
        place = f"{why.path.rsplit('/', 1)[-1]}:{why.line}" if why.line else why.path
        yield path, f" ({why.rule} in {place})"


def _index(known: tuple[Registry, ...], where: Paths) -> Check:
    try:
        refresh(known, where.index, changed)
        index = Index.open(where.index)
    except RegistryError as error:
        return problem("index", str(error), f"remove {where.index} and run `tacit registry sync`")
    if index is None:
        return problem("index", f"{where.index} cannot be opened", "remove it and try again")
    try:
        return ok("index", f"{index.skills} skills")
    finally:
        index.close()
