"""A team's registry gets nothing that nobody looked at."""

from pathlib import Path

import pytest

from building import ragged
from building.deadline import until
from building.git_http import serve
from building.teammate import Hire, branches
from tacit.publish.creating import create_local

pytestmark = pytest.mark.client


def test_a_draft_waits_until_its_author_agrees(hire: Hire, tmp_path: Path) -> None:
    someone, project = hire(), ragged.training(tmp_path / "captions", "Captions")
    team = tmp_path / "remote" / "team.git"
    team.parent.mkdir()
    create_local(team)
    with serve(team.parent) as url:
        someone.tacit("registry", "use", f"{url}/team.git")
        someone.session(project, ragged.repair(project))
        (draft,) = until(someone.drafts)
        until(lambda: not someone.busy())
        assert (draft["state"], branches(team)) == ("waiting", {})
        someone.tacit("review", "approve", draft["id"])
        ((_, text),) = branches(team).items()
        assert ragged.ERROR in text
