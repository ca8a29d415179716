"""What `tacit doctor` says of the forge."""

from pathlib import Path

from building.desk import Desk
from tacit.commands.check import Check
from tacit.commands.check_forge import check_forge
from tacit.publish.registries import registries


def checked(desk: Desk) -> Check:
    (found,) = check_forge(registries(desk.config, desk.where)[0], desk.config)
    return found


def test_a_token_that_works(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.github() as hub:
        found = checked(desk)
        assert (found.state, hub.token in found.seen) == ("ok", False)
        assert found.seen.endswith(f"the token of {tmp_path / 'token'}")


def test_a_token_that_may_only_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.github(push=False):
        assert "may not push" in checked(desk).seen


def test_a_token_that_is_not_accepted(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.github() as hub:
        hub.token = "ghp_another"
        assert "does not accept the token" in checked(desk).seen


def test_a_base_url_of_another_server_than_the_registrys(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.github() as hub:
        desk.join(hub, base_url="https://forge.example.org/api/v3")
        assert checked(desk).state == "note"


def test_nothing_to_say_of_a_local_registry(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert [*check_forge(registries(desk.config, desk.where)[0], desk.config)] == []
