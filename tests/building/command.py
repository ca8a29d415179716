"""Run the command line in this process."""

from click.testing import CliRunner

from tacit.cli import tacit as group


def tacit(*args: str, code: int = 0) -> str:
    """What the command prints on stdout; what it raises is raised here.

    The test fails where the exit code is another.
    """
    done = CliRunner().invoke(group, args, standalone_mode=False)
    exited = done.return_value if isinstance(done.return_value, int) else done.exit_code
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert exited == code, done.output
    return done.stdout
