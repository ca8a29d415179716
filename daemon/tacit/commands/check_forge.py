"""The link to the forge of the registry that is written to, where that has pull requests."""

from collections.abc import Iterator

from tacit.commands.check import Check, note, ok, problem
from tacit.errors import ForgeError
from tacit.options import Config
from tacit.publish.address import shown
from tacit.publish.registries import Registry


def check_forge(registry: Registry, config: Config) -> Iterator[Check]:
    """Does the token work? Nothing where the registry is at no forge with pull requests."""
    forge = registry.forge
    if forge is None:
        if config.forge.base_url:
            seen = f"{shown(registry.url)} is not at the server of {config.forge.base_url}"
            yield note("forge", seen, "mend base_url under [forge]")
        return
    until = "until then drafts are branches without pull requests"
    try:
        if forge.may_push():
            found = forge.token
            yield ok("forge", f"{forge.place.host}, the token of {found.source if found else '?'}")
        else:
            seen = f"the token may not push to {shown(registry.url)}"
            yield problem("forge", seen, f"ask for the right to write; {until}")
    except ForgeError as error:
        yield problem("forge", str(error), until)
