"""The hook: relays one event of a Claude Code session to tacit's daemon.

    <absolute interpreter> -I -S client.py EVENT STATE <payload

Prints a whole valid answer or nothing, always exits 0, and never keeps the session waiting longer
than its deadline. Standard library only, and of that only what is cheap to import: `os` alone would
take a tenth of the whole run, `json` a half. `tacit/serve/protocol.py` is the other end.
"""

import _signal  # type: ignore[import-not-found]  # `signal` would import enum
import posix as os
import sys
import time

VERSION = b"0.1.0"  # a test holds it to the package's
WARM, COLD, NET = 0.25, 1.4, 2.5  # seconds, and the process itself: a daemon up; to start; any
BACK_OFF = 60  # seconds without another start after one that came to nothing
MAX_PAYLOAD = 8 << 20
ASKS = (b"SessionStart", b"UserPromptSubmit", b"PostToolUse", b"PostToolUseFailure")
TELLS = (b"Stop", b"SessionEnd")
NAMES = (b"CLAUDE_CODE_SESSION_ID", b"CLAUDE_PROJECT_DIR", b"CLAUDE_CONFIG_DIR", b"CLAUDE_PID")
# Who sets one of these narrows what tacit may do. The spool does not hold them, so such a session
# is announced by the daemon alone, to which they are sent.
NARROWING = (b"TACIT_RETROSPECTIVE_", b"TACIT_PROJECTS_", b"TACIT_REGISTRY_")
OFF = (b"off", b"0", b"false", b"no")
# Signs of an error that no flag shows, in the result of a Bash call; besides, `nan` as a word.
SIGNS = b"rror: Error Traceback xception FAILED Killed panic: fatal:".split()
SIGNS += [b"out of memory", b"available: False", b"Segmentation fault", b"core dumped"]
# The daemon serves all sessions: it gets what git and ssh need, and nothing of this session.
KEPT = b"HOME PATH USER LOGNAME LANG TZ GNUPGHOME KRB5CCNAME SSL_CERT_FILE SSL_CERT_DIR".split()
KEPT_KINDS = (b"XDG_", b"LC_", b"SSH_A", b"DBUS_", b"http", b"HTTP", b"no_proxy", b"NO_PROXY")


def switched_off(env: dict[bytes, bytes]) -> bool:
    """Inside tacit's own model call, opted out, or nobody sits at this session."""
    if b"TACIT_INSIDE" in env or env.get(b"TACIT", b"").lower() in OFF:
        return True
    return bool(env.get(b"CI")) and env.get(b"TACIT_CI", b"").lower() not in (b"on", b"1", b"true")


def read_payload() -> bytes:
    """All of stdin, read to its end and kept up to a bound."""
    kept = b""
    while sys.stdin is not None and (part := os.read(0, 1 << 20)):
        kept += part[: MAX_PAYLOAD - len(kept)]
    return kept


def shows_an_error(text: bytes) -> bool:
    """Is there a sign of an error? A cheap look; the daemon looks closely."""
    around = text.lower().replace(b"\\n", b" ").replace(b"\\t", b" ").split(b"nan")
    word = any(
        not around[i][-1:].isalnum() and not around[i + 1][:1].isalnum()
        for i in range(len(around) - 1)
    )
    return word or any(sign in text for sign in SIGNS)


def cut(text: bytes, key: bytes) -> bytes:
    """A string at the payload's top level (inside a text its quotes were escaped); b"" if none."""
    value = text[: 1 << 16].partition(b'"' + key + b'"')[2].partition(b'"')[2].partition(b'"')[0]
    return value if len(value) <= 4096 and b"\\" not in value else b""


def session_values(env: dict[bytes, bytes], text: bytes) -> dict[bytes, bytes]:
    """All that may be spooled; of an older client, two values that only its payload has."""
    values = {name: env[name] for name in NAMES if env.get(name)}
    if NAMES[0] not in values:
        values[NAMES[0]] = cut(text, b"session_id")
        values[b"transcript_path"] = cut(text, b"transcript_path")
    return values


def pairs(values: dict[bytes, bytes]) -> bytes:
    """The form on the wire and in the spool: neither a name nor a value can hold a NUL."""
    return b"\0".join(name + b"=" + value for name, value in values.items())


def spool(state: str, host: str, event: bytes, values: dict[bytes, bytes]) -> None:
    """Leave the event for the daemon, under a hidden name until it is whole."""
    folder = f"{state}/hosts/{host}/spool"
    for made in (f"{state}/hosts", f"{state}/hosts/{host}", folder):
        try:
            os.mkdir(made, 0o700)
        except FileExistsError:
            pass
    name = f"{time.time_ns():020d}-{os.getpid()}"
    body = b"\0".join((event, b"%.3f" % time.time(), pairs(values)))
    file = os.open(f"{folder}/.{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        whole = os.write(file, body) == len(body)
    except OSError:  # the disk is full
        whole = False
    os.close(file)
    if whole:
        os.rename(f"{folder}/.{name}", f"{folder}/{name}")
    else:
        os.unlink(f"{folder}/.{name}")


def host_name() -> str:
    """As `tacit.paths.host_name`; a test holds the two together."""
    name = os.uname()[1][:100] or "_"
    return "".join(c if (c.isascii() and c.isalnum()) or c in "._-" else "_" for c in name)


def runtime_folder(state: str, host: str) -> str:
    """As `tacit.paths.runtime_folder`, made for this user alone; PermissionError if it is not."""
    from binascii import crc32  # noqa: PLC0415 - some hooks end before they need it

    raw = (host + "\0" + state).encode(sys.getfilesystemencoding(), "surrogateescape")
    top = f"/tmp/tacit-{os.getuid()}"  # noqa: S108 - its owner is checked
    for folder in (top, f"{top}/{crc32(raw):08x}"):
        try:
            os.mkdir(folder, 0o700)
        except FileExistsError:
            found = os.lstat(folder)  # never a link's target
            if found.st_mode & 0o170077 != 0o040000 or found.st_uid != os.getuid():
                raise PermissionError(folder) from None
    return folder


def exchange(runtime: str, message: bytes, limit: float) -> tuple[bytes, bytes] | None:
    """The daemon's reply as (status, body); None where none is there or it left in the middle.

    Without a limit the daemon is not waited for. TimeoutError: it is there, but late.
    """
    import _socket  # noqa: PLC0415

    peer = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    reply = b""
    try:
        peer.settimeout(max(0.001, limit - time.monotonic()) if limit else WARM)
        peer.connect(f"{runtime}/s")
        peer.sendall(message)
        while limit and (part := peer.recv(1 << 16)):
            reply += part
            peer.settimeout(max(0.001, limit - time.monotonic()))
    except TimeoutError:
        raise
    except OSError:
        return None
    head, _, body = reply.partition(b"\n")
    words = head.split(b" ")
    whole = len(words) == 4 and words[0] == b"tacit/1" and words[3] == b"%d" % len(body)
    return (words[2], body) if whole else None if limit else (b"", b"")


def start(runtime: str, state: str) -> int:
    """Start a daemon: its pid; 0 where another is at it or done; -1 where the last start failed."""
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415

    lock = os.open(f"{runtime}/start.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        flock(lock, LOCK_EX | LOCK_NB)  # never given back but by this process's end
    except OSError:
        os.close(lock)
        return 0
    if exchange(runtime, b"", 0):  # it came up before the lock was ours
        os.close(lock)
        return 0
    mark, age = f"{runtime}/starting", time.time() - os.stat(lock).st_mtime
    if os.access(mark, os.F_OK) and 0 <= age < BACK_OFF:  # a daemon takes it away once it listens
        os.close(lock)
        return 0 if age < COLD else -1
    os.close(os.open(mark, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    os.utime(lock)
    env = {k: v for k, v in os.environ.items() if k in KEPT or k.startswith(KEPT_KINDS)}
    null = [(os.POSIX_SPAWN_OPEN, stream, "/dev/null", os.O_RDWR, 0) for stream in (0, 1, 2)]
    command = (sys.executable, "-I", "-m", "tacit.serve.run", state)
    return os.posix_spawn(sys.executable, command, env, file_actions=null, setsid=True)


def ask(runtime: str, state: str, message: bytes) -> bytes | None:
    """The daemon's answer within the deadline, started if need be; None where there is none."""
    begun, child = time.monotonic(), 0
    limit = begun + WARM
    while not (reply := exchange(runtime, message, limit)) or reply[0] in (b"retry", b"skew"):
        limit = begun + COLD
        child = child or start(runtime, state)
        if child > 0 and os.waitpid(child, os.WNOHANG)[1]:
            then = time.time() - COLD  # nobody need wait for this one
            os.utime(f"{runtime}/start.lock", (then, then))
            child = -1
        if child < 0 or time.monotonic() > limit:
            return None
        time.sleep(0.02)
    return reply[1]


def complaint(runtime: str) -> bytes:
    """What the user is told, once a day, where no daemon has come up for more than a minute."""
    since, told = os.stat(f"{runtime}/starting").st_mtime, f"{runtime}/told"
    if os.access(told, os.F_OK) and time.time() - os.stat(told).st_mtime < 86400:
        return b""
    if time.time() - since < BACK_OFF:
        return b""
    os.close(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    os.utime(told)
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(since)).encode()
    return b'{"systemMessage":"tacit has been broken since %s: run `tacit doctor`"}' % day


def request(event: bytes, values: dict[bytes, bytes], text: bytes) -> bytes:
    """The event as the daemon reads it; the settings of this session go along."""
    settings = {k: v for k, v in os.environ.items() if k.startswith(b"TACIT") or k == b"CI"}
    sent = pairs(values | settings)
    return b"tacit/1 %b %b %d %d\n%b%b" % (VERSION, event, len(sent), len(text), sent, text)


def tell(event: bytes, state: str, values: dict[bytes, bytes], spooled: bool) -> None:
    """Leave the event, then wake the daemon; its answer is not waited for."""
    host = host_name()
    try:
        if spooled:
            spool(state, host, event, values)
    finally:
        runtime = runtime_folder(state, host)
        if not exchange(runtime, request(event, values, b""), 0):
            start(runtime, state)


def relay(event: bytes, state: str, values: dict[bytes, bytes], text: bytes, spooled: bool) -> None:
    """Ask the daemon and print what it answers; what it never heard of is left for it."""
    answer = runtime = None
    try:
        runtime = runtime_folder(state, host_name())
        answer = ask(runtime, state, request(event, values, text))
    except OSError:  # late, or the folder is somebody else's
        pass
    if answer is None and event == b"SessionStart":
        if spooled:
            spool(state, host_name(), event, values)
        answer = complaint(runtime) if runtime else b""
    while answer and sys.stdout is not None:
        answer = answer[os.write(1, answer) :]


def main(event: bytes, state: str) -> None:
    """Deal with one event of this session."""
    env = os.environ
    if switched_off(env) or event not in ASKS + TELLS:
        return
    _signal.signal(_signal.SIGALRM, lambda *_: os._exit(0))  # a stdin without end, a hung disk
    _signal.setitimer(_signal.ITIMER_REAL, NET)
    text = read_payload()
    if event == b"PostToolUse" and not shows_an_error(text):
        return
    values, spooled = session_values(env, text), not any(k.startswith(NARROWING) for k in env)
    if event in TELLS:
        tell(event, state, values, spooled)
    else:
        relay(event, state, values, text, spooled)


if __name__ == "__main__":
    try:
        main(sys.argv[1].encode(), sys.argv[2])
    except BaseException:  # the session goes on, whatever happened here
        pass
    os._exit(0)
