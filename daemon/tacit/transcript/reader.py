"""A transcript ─► Session: streams, survives what real files hold, and loses no intact record."""

from pathlib import Path

from tacit.errors import TranscriptError
from tacit.transcript.clip import name
from tacit.transcript.events import Place, take
from tacit.transcript.gather import Gathering
from tacit.transcript.header import Header
from tacit.transcript.lines import lines, opened
from tacit.transcript.records import Record, decode, salvage
from tacit.transcript.session import Reading, Session
from tacit.transcript.subagents import subagents

# Uuids that one session adds to what it has seen; a real file of 200 MB has some 150,000 records.
_REMEMBERED = 300_000
_SPOKEN = ("user", "assistant")
_HOLDS_EVENTS = (*_SPOKEN, "attachment")


def read_session(path: Path, *, seen: set[str] | None = None) -> Session:
    """The session in the main transcript at `path` and in its subagents' files.

    `seen`: uuids of records that other files already counted (a fork copies its parent's); it is
    updated. Whatever the content, it is read as far as it can be; TranscriptError says that the
    file cannot be read or is no regular file.
    """
    reader = _Reader(set() if seen is None else seen)
    reader.read(path)
    reader.header.aside = True
    for agent, side in subagents(path):
        try:
            reader.read(side, agent)
        except TranscriptError:  # gone, or closed to us: the main file still stands
            continue
    return reader.session(path)


class _Reader:
    """What is known after the files read so far."""

    def __init__(self, seen: set[str]) -> None:
        self.seen = seen
        self.room = _REMEMBERED
        self.header = Header()
        self.gathering = Gathering()
        self.sidechains: dict[str, str] = {}
        self.bytes = self.records = self.malformed = self.oversized = self.repeated = 0
        self.files = 0

    def read(self, path: Path, agent: str = "") -> None:
        """All records of one file; `agent` where it is a subagent's."""
        try:
            with opened(path) as file:
                for line in lines(file):
                    if line is None:
                        self.oversized += 1
                    elif (record := decode(line)) is not None:
                        self._record(record, agent)
                    else:
                        self._salvage(line, agent)
                self.bytes += file.tell()
        except OSError as error:
            raise TranscriptError(f"cannot read the transcript {path}: {error}") from None
        self.files += 1

    def _salvage(self, line: bytes, agent: str) -> None:
        records, malformed = salvage(line)
        self.malformed += malformed
        for record in records:
            self._record(record, agent)

    def _record(self, record: Record, agent: str) -> None:
        get = record.get
        kind, uuid, at = get("type"), name(get("uuid")), name(get("timestamp"))
        self.header.note(record)
        if not agent and get("isSidechain"):
            agent = self._sidechain(record, uuid)
        if kind in _SPOKEN:
            self.header.spoke(uuid, at, None if agent else get("message"))
        if uuid and self._repeated(uuid):
            self.repeated += 1
            return
        self.records += 1
        if kind in _HOLDS_EVENTS:
            take(record, Place(uuid, at, agent, self.header.cwd), self.gathering)
        elif kind == "progress":
            self._progress(record)

    def _progress(self, record: Record) -> None:
        """Some clients (2.1.0 to 2.1.42) told a subagent's messages here, and maybe only here."""
        data = record.get("data")
        if not isinstance(data, dict) or data.get("type") != "agent_progress":
            return
        message = data.get("message")
        if not isinstance(message, dict):
            return
        uuid = name(message.get("uuid"))
        if not uuid or not self._repeated(uuid):
            at, agent = name(message.get("timestamp")), name(data.get("agentId")) or "agent"
            take(message, Place(uuid, at, agent, self.header.cwd), self.gathering)

    def _repeated(self, uuid: str) -> bool:
        if uuid in self.seen:
            return True
        if self.room > 0:
            self.room -= 1
            self.seen.add(uuid)
        return False

    def _sidechain(self, record: Record, uuid: str) -> str:
        """The subagent of a record in the main file. Old clients do not name it: then its root."""
        if agent := name(record.get("agentId")):
            return agent
        root = self.sidechains.get(name(record.get("parentUuid"))) or uuid or "agent"
        if len(self.sidechains) < _REMEMBERED:
            self.sidechains[uuid] = root
        return root

    def session(self, path: Path) -> Session:
        """All of it as one frozen value."""
        header = self.header
        return Session(
            id=header.session_id(path.stem),
            root=header.root,
            path=str(path),
            events=self.gathering.events(),
            contexts=self.gathering.contexts(),
            project=next(iter(header.folders), ""),
            folders=tuple(header.folders),
            branch=header.branch,
            version=header.version,
            model=header.model,
            entrypoint=header.entrypoint,
            started=header.started,
            ended=header.ended,
            reading=Reading(
                self.bytes,
                self.records,
                self.malformed,
                self.oversized,
                self.repeated,
                self.files,
            ),
        )
