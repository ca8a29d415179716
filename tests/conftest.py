"""What every test stands on: a home of its own, a silent environment, and no silent skip."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

CLIENT_VERSION = "2.1.329"
TOP = Path(__file__).parents[1]

# A developer's shell, a CI job and a Claude Code session each leave variables that change what
# tacit does. TACIT_TEST_… are the suite's own.
_SAYS_SOMETHING = ("XDG_", "CLAUDE", "TACIT", "GIT_", "ANTHROPIC_")
_SAYS_SOMETHING_ALONE = ("CI", "EMAIL", "PYTHONPATH", "PYTHONHOME", "TMUX")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--no-skips`: what a machine lacks is a failure there, as in `tests/run --all`."""
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failed one")


def pytest_configure(config: pytest.Config) -> None:
    """The mark of tests over data that does not travel with the project; Hypothesis' profile.

    No test asserts a time. A gate gives the same answer twice: the search for new examples is for
    the developer who can look at one.
    """
    config.addinivalue_line("markers", "data: over real data where it lies; else not collected")
    gate = bool(config.getoption("--no-skips"))
    settings.register_profile("tacit", deadline=None, derandomize=gate)
    settings.load_profile("tacit")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, the tests over data that is not on this machine."""
    if not data_folder().is_dir():
        absent = [item for item in items if item.get_closest_marker("data")]
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


def data_folder() -> Path:
    """The folder with real transcripts and skills: TACIT_TEST_DATA, else beside the checkout."""
    return Path(os.environ.get("TACIT_TEST_DATA") or TOP.parent / "shared")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with real transcripts and skills; for tests marked `data`."""
    return data_folder()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same as below, for a whole module that skips itself."""
    report = yield
    if report.skipped and collector.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure that carries the skip's reason."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own HOME, empty; nothing of the machine's environment changes what tacit does."""
    for name in os.environ:
        if name.startswith("TACIT_TEST_"):
            continue
        if name.startswith(_SAYS_SOMETHING) or name in _SAYS_SOMETHING_ALONE:
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return folder


@pytest.fixture(scope="session")
def client() -> Path:
    """The real Claude Code client, of the pinned version."""
    kept = TOP / ".cache" / "client" / CLIENT_VERSION / "node_modules" / ".bin" / "claude"
    found = Path(os.environ.get("TACIT_TEST_CLIENT") or kept)
    if not os.access(found, os.X_OK):
        pytest.skip(f"no Claude Code {CLIENT_VERSION} at {found}; `tests/run --all` installs it")
    return found
