"""What the records say about the session as a whole: where it ran, with what, and when."""

from collections import Counter

from tacit.transcript.clip import name, path
from tacit.transcript.records import Record

_SAID = ("sessionId", "cwd", "gitBranch", "version", "entrypoint")
_MAX_KINDS = 1000  # distinct folders, distinct sessionIds


class Header:
    """Filled record by record, repeated ones too: a fork is about what its copied records say.

    Most records say what the one before said; only a change is looked at.
    """

    def __init__(self) -> None:
        self.ids: Counter[str] = Counter()
        self.folders: dict[str, str] = {}
        self.cwd = ""  # of the latest record that names one; shared by all calls made there
        self.aside = False  # the records are now a subagent's: only their folders count
        self.root = self.started = self.ended = ""
        self.branch = self.version = self.model = self.entrypoint = ""
        self._last: tuple[str | None, ...] = ()
        self._same = 0

    def note(self, record: Record) -> None:
        """Take where and as what this record was written; the last to say something wins."""
        said = (*map(record.get, _SAID),)
        if said == self._last:
            self._same += 1
            return
        self._settle()
        self._last, self._same = tuple(s if isinstance(s, str) else None for s in said), 1
        _, cwd, branch, version, entrypoint = map(path, said)
        if cwd and (cwd in self.folders or len(self.folders) < _MAX_KINDS):
            self.cwd = self.folders.setdefault(cwd, cwd)
        if self.aside:
            return
        self.branch = branch or self.branch
        self.version = version or self.version
        self.entrypoint = entrypoint or self.entrypoint

    def spoke(self, uuid: str, at: str, message: object) -> None:
        """A record of type user or assistant; `message` where it is the main thread's.

        Clocks run backwards in most files; ISO times of one zone sort as text.
        """
        if not self.root:
            self.root = uuid
        if at > self.ended:
            self.ended = at
            self.started = self.started or at
        elif at and at < self.started:
            self.started = at
        model = message.get("model") if isinstance(message, dict) else None
        # `<synthetic>` is the client itself, about an API error.
        if model != self.model and isinstance(model, str) and model != "<synthetic>":
            self.model = name(model)

    def _settle(self) -> None:
        id = path(self._last[0]) if self._last else ""
        if id and (id in self.ids or len(self.ids) < _MAX_KINDS):
            self.ids[id] += self._same
        self._same = 0

    def session_id(self, stem: str) -> str:
        """The file's own name where records bear it, else the most frequent sessionId."""
        self._settle()
        if stem in self.ids or not self.ids:
            return stem
        return self.ids.most_common(1)[0][0]
