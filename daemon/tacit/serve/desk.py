"""Where requests are taken: read one, note what happened, answer it, and nothing else.

Nothing here waits for the store, a subprocess or the network. A slow or hostile connection costs
a coroutine until its deadline; answers are made in a few threads.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tacit import __version__
from tacit.errors import TacitError
from tacit.serve import answer, spool
from tacit.serve.answer import Adviser, Answer
from tacit.serve.case import Case, case
from tacit.serve.clerk import Clerk, Noted
from tacit.serve.fault import place
from tacit.serve.lifetime import peer_is_us
from tacit.serve.protocol import (
    EVENTS,
    PROTOCOL,
    ProtocolError,
    Request,
    encode_reply,
)
from tacit.serve.reading import read_request
from tacit.serve.spool import HookEvent

log = logging.getLogger(__name__)

_READ_SECONDS = 2.0
_WRITE_SECONDS = 2.0
_DAY = 86_400
_MOST = 64  # connections at a time
# What narrows tacit is in no spool file: such a session is in memory until it is in the store.
NARROWING = ("TACIT_RETROSPECTIVE_", "TACIT_PROJECTS_", "TACIT_REGISTRY_")


class Desk:
    """Takes requests; `verb` answers those of the command line."""

    def __init__(
        self,
        clerk: Clerk,
        adviser: Adviser,
        config: Path,
        folder: Path,
        verb: Callable[[str], bytes],
    ) -> None:
        self._clerk, self._adviser, self._verb = clerk, adviser, verb
        self._config, self._spool = config, folder
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="answer")
        self.open = 0  # connections
        self.used = time.monotonic()  # when somebody last came
        self.started = 0.0  # when a session last started
        self._notice = ""  # the day's line to the user, until it is told
        self._told = float("-inf")
        self._prepared = False
        self.broken = ""  # why there is no advice
        self.outdated = False  # a newer client came
        self.woken = asyncio.Event()  # there is something for the clerk

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection from its first byte to its last."""
        self.open += 1
        try:
            if self.open <= _MOST and peer_is_us(writer.get_extra_info("socket")):
                await self._serve(reader, writer)
        except ProtocolError:
            writer.write(encode_reply("error"))
        except (OSError, TimeoutError):
            pass  # whoever it was has left, or is too slow
        except Exception as fault:  # noqa: BLE001 - one request's fault is not the daemon's end
            log.error("a request failed: %s", place(fault))
            writer.write(encode_reply("error"))
        finally:
            self.open -= 1
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_READ_SECONDS):
            request = await read_request(reader)
        if request is None:
            return
        self.used = time.monotonic()
        self.outdated |= newer(request)
        if request.protocol != PROTOCOL:
            writer.write(encode_reply("skew"))
        elif request.event in EVENTS:
            await self._event(request, reader, writer)
        else:
            writer.write(encode_reply("ok", self._verb(request.event)))
        self.woken.set()
        async with asyncio.timeout(_WRITE_SECONDS):
            await writer.drain()
        if request.event in EVENTS and not self._prepared:  # sooner or later a prompt comes
            self._prepared = True
            self._threads.submit(self._adviser.prepare)

    async def _event(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, self._deal, request)
        if reader.at_eof():  # nobody is there to read it any more
            self._adviser.take_back(found)
            return
        writer.write(encode_reply("ok", found.body))
        if found.given:
            self._clerk.advised(found.given)

    def _deal(self, request: Request) -> Answer:
        """Note the event and make its answer; in a thread."""
        found = case(request, self._config)
        self.broken = found.why
        if found.event not in ("PostToolUse", "PostToolUseFailure"):
            self._note(found)
        if found.event not in answer.MOMENTS:
            return Answer()
        try:
            made = self._adviser.answer(found)
        except TacitError as refusal:
            made, self.broken = Answer(), str(refusal)
        return self._with_notice(made) if found.event == "SessionStart" else made

    def _note(self, found: Case) -> None:
        kept = found.env.keys() - found.settings.keys() - {"CI", "TACIT"}
        values = {name: found.env[name] for name in kept}
        values["CLAUDE_CODE_SESSION_ID"] = found.session
        event = HookEvent(found.event, round(time.time(), 3), values, found.settings)
        out = found.policy is not None and not found.policy.retrospective
        narrowed = any(name.startswith(NARROWING) for name in found.settings)
        if found.event in ("Stop", "SessionEnd") and not narrowed:
            return  # it lies in the spool; this only says so
        file = None
        if found.event == "SessionStart":
            self.started = time.monotonic()
            if found.source == "compact":
                self._adviser.forget(found.session)
                self._clerk.compacted(found.session)
            if found.config is not None and not out and not narrowed:
                with suppress(OSError, TacitError):  # a full disk: memory has to do
                    file = spool.leave(self._spool, event)
        late = found.source in ("resume", "fork")
        self._clerk.note(Noted(event, found.folders, late, file))

    def offer(self, line: str) -> None:
        """The line for the user, if they were not told today."""
        self._notice = line if time.monotonic() - self._told > _DAY else ""

    def _with_notice(self, made: Answer) -> Answer:
        line, self._notice = self._notice, ""
        if not line:
            return made
        self._told = time.monotonic()
        self._clerk.told()
        return Answer(answer.with_message(made.body, line), made.given)


def newer(request: Request) -> bool:
    """Does the request come from a newer installation than this daemon's?"""
    if request.protocol != PROTOCOL:
        return request.protocol > PROTOCOL
    return _numbers(request.version) > _numbers(__version__)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split(".")[:4])
