import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.registries import project
from tacit.advise.dependencies import dependencies
from tacit.advise.fingerprint import Fingerprint, fingerprint
from tacit.advise.query import for_start

SHA = "a" * 40
WHO = "A. Researcher <a@example.org> 1769817600 +0000"
GIT = {
    ".git/HEAD": "ref: refs/heads/exp/rope\n",
    ".git/config": '[core]\n\tbare = 1\n[remote "origin"]\n\turl = git@example.org:lab/adder.git\n',
    ".git/logs/HEAD": f"{SHA} {SHA} {WHO}\tcommit (initial): first\n"
    f"{SHA} {SHA} {WHO}\tcheckout: moving from main to exp/rope\n"
    f"{SHA} {SHA} {WHO}\tcommit: widen the tables\n",
}


def test_a_repository_tells_its_name_branch_and_subjects(tmp_path: Path) -> None:
    found = fingerprint(project(tmp_path / "here", GIT))
    assert (found.folder, found.repository, found.branch) == ("here", "adder", "exp/rope")
    assert found.commits == ("widen the tables", "first")


def test_a_folder_deep_in_a_repository_tells_the_same(tmp_path: Path) -> None:
    found = fingerprint(project(project(tmp_path / "here", GIT) / "src" / "deep"))
    assert (found.folder, found.repository) == ("deep", "adder")


def test_a_worktree_tells_its_own_branch_and_the_common_name(tmp_path: Path) -> None:
    main = project(tmp_path / "main", GIT)
    own = {"HEAD": "ref: refs/heads/other\n", "commondir": "../..\n"}
    project(main / ".git" / "worktrees" / "w", own)
    pointer = f"gitdir: {main}/.git/worktrees/w\n"
    found = fingerprint(project(tmp_path / "w", {".git": pointer}))
    assert (found.repository, found.branch) == ("adder", "other")


@pytest.mark.parametrize(
    "url", ["https://me:secret@example.org/lab/adder.git?token=1", "/srv/adder/"]
)
def test_of_the_remote_only_the_last_part_is_taken(tmp_path: Path, url: str) -> None:
    config = {**GIT, ".git/config": f'[remote "origin"]\n\turl = {url}\n'}
    assert fingerprint(project(tmp_path / "p", config)).repository.startswith("adder")
    assert "secret" not in repr(fingerprint(tmp_path / "p"))


def test_the_documents_are_read(tmp_path: Path) -> None:
    files = {
        "README.md": "<p>\n[![b](c)]\n\n# Tiny adder #\n",
        "TechSpec.md": "rope",
        "program.md": "sweep",
    }
    found = fingerprint(project(tmp_path / "p", files))
    assert (found.readme, found.techspec, found.program) == ("Tiny adder", "rope", "sweep")


FILES = [
    (
        "requirements.txt",
        "# c\n-r x.txt\nColBERT-ai>=0.2 ; x\nfaiss-cpu[a]\ngit+https://h/x\n",
        "colbert-ai faiss-cpu",
    ),
    ("requirements-dev.txt", "pytest\n", "pytest"),
    (
        "pyproject.toml",
        '[project]\ndependencies=["trl>1"]\n[dependency-groups]\nd=["vllm"]',
        "trl vllm",
    ),
    ("pyproject.toml", '[tool.poetry.dependencies]\npeft="1"\n', "peft"),
    ("setup.cfg", "[options]\ninstall_requires =\n  scanpy\n  anndata>1\n", "scanpy anndata"),
    (
        "environment.yml",
        "dependencies:\n  - conda-forge::rdkit=1\n  - pip:\n    - diffdock\n",
        "rdkit diffdock",
    ),
    (
        "package.json",
        '{"dependencies":{"next":"1"},"devDependencies":{"@scope/kit":"1"}}',
        "next scope/kit",
    ),
    ("cargo.toml", '[dependencies]\nburn = "1"\n', "burn"),
    (
        "go.mod",
        "module x\nrequire (\n\tgithub.com/a/cobra v1.2.0\n\tgithub.com/b/lib/v2 v2.0.0\n)",
        "cobra lib",
    ),
    ("gemfile", "gem 'rails', '7'\n", "rails"),
]


@pytest.mark.parametrize(("name", "text", "names"), FILES)
def test_dependencies_are_named(name: str, text: str, names: str) -> None:
    assert dependencies(name, text) == tuple(names.split())


@given(st.sampled_from([file[0] for file in FILES]), st.text())
def test_no_dependency_file_raises(name: str, text: str) -> None:
    assert all(isinstance(found, str) for found in dependencies(name, text))


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "a = " + "[" * 50_000])
@pytest.mark.parametrize("name", ["package.json", "pyproject.toml", "pipfile"])
def test_a_deeply_nested_file_names_nothing(name: str, deep: str) -> None:
    assert dependencies(name, deep) == ()


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# secret")
    here = project(tmp_path / "p", {"docs/real.md": "inside"})
    (here / "README.md").symlink_to(tmp_path / "secret.md")
    (here / "TECHSPEC.md").symlink_to(here / "docs" / "real.md")
    found = fingerprint(here)
    assert (found.readme, found.techspec) == ("", "inside")


def test_pipes_folders_and_loops_are_passed_over(tmp_path: Path) -> None:
    here = project(tmp_path / "p")
    os.mkfifo(here / "README.md")
    os.mkfifo(here / ".git")
    (here / "CLAUDE.md").mkdir()
    (here / "program.md").symlink_to("program.md")
    assert fingerprint(here) == Fingerprint(folder="p")


def test_a_huge_file_is_read_to_a_limit(tmp_path: Path) -> None:
    here = project(tmp_path / "p", {"TECHSPEC.md": "word " * 1_000_000})
    assert len(fingerprint(here).techspec) < 20_000


@pytest.mark.parametrize("name", ["TECHSPEC.md", "program.md", "README.md", "requirements.txt"])
def test_what_is_no_text_asks_for_no_skill(tmp_path: Path, name: str) -> None:
    here = project(tmp_path / "p")
    (here / name).write_bytes(bytes(range(256)) * 4000)
    query = for_start(here)
    assert all(len(word) <= 64 for term in query.terms for word in term.words)
    assert all(term.shown.isprintable() for term in query.terms)


def test_a_file_that_may_not_be_read_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = project(tmp_path / "p", {"TECHSPEC.md": "rope", "program.md": "sweep"})
    real = os.open

    def refused(path: object, flags: int) -> int:
        if str(path).endswith("TECHSPEC.md"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags)  # type: ignore[arg-type]  # whatever it was called with

    monkeypatch.setattr(os, "open", refused)
    found = fingerprint(here)
    assert (found.techspec, found.program) == ("", "sweep")


def test_the_names_of_a_huge_folder_are_read_to_a_limit(tmp_path: Path) -> None:
    here = project(tmp_path / "p", {f"run-{n}.log": "" for n in range(2500)})
    assert fingerprint(here).folder == "p"


def test_a_folder_that_is_not_there_says_nothing() -> None:
    assert fingerprint(Path("/no/such/folder")) == Fingerprint()
    assert fingerprint(Path("/a\0b")) == Fingerprint()


@pytest.mark.parametrize(
    "content", ["gitdir: /etc", "gitdir: \0", "gitdir: ../../..", "x" * 9000, "gitdir:"]
)
def test_a_pointer_to_no_git_folder_says_nothing(tmp_path: Path, content: str) -> None:
    assert fingerprint(project(tmp_path / "p", {".git": content})).branch == ""


@given(st.binary())
def test_no_bytes_of_a_project_raise(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = project(Path(folder) / "p", dict.fromkeys([".git/HEAD"], ""))
        for name in ("README.md", "requirements.txt", ".git/config", ".git/HEAD", "package.json"):
            (here / name).write_bytes(content)
        assert fingerprint(here).folder == "p"
