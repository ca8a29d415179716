"""The bytes between hook and daemon: whole requests come through, nothing else does."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.serve import protocol
from tacit.serve.protocol import EVENTS, ProtocolError, Reply, Request
from tacit.serve.reading import read_request


def read(raw: bytes) -> Request | None:
    """What a connection that sends these bytes and closes asks for."""

    async def reading() -> Request | None:
        reader = asyncio.StreamReader()
        reader.feed_data(raw)
        reader.feed_eof()
        return await read_request(reader)

    return asyncio.run(reading())


values = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(st.sampled_from(sorted(EVENTS)), values, st.binary())
def test_a_request_comes_through(event: str, project: str, payload: bytes) -> None:
    sent = Request(1, "1.2.3", event, {"CLAUDE_PROJECT_DIR": project}, payload)
    assert read(protocol.encode(sent)) == sent


@given(st.binary())
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(ProtocolError):
        read(raw)


@given(st.data())
def test_a_request_cut_anywhere_is_none(data: st.DataObject) -> None:
    raw = protocol.encode(Request(1, "1", "Stop", {"TACIT": "on"}, b"{}"))
    cut = raw[: data.draw(st.integers(1, len(raw) - 1))]
    with pytest.raises(ProtocolError):
        read(cut)


def test_of_another_protocol_only_the_head_is_read() -> None:
    assert read(b"tacit/7 2.0 Anything 99 99\n") == Request(7, "2.0", "Anything")


@pytest.mark.parametrize(
    "head", [b"tacit/1 1 Stop 999999 0\n", b"tacit/1 1 Stop 0 99999999\n", b"tacit/1 1 Nope 0 0\n"]
)
def test_sizes_and_events_are_bounded(head: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(head)


def test_only_what_is_known_is_kept_of_an_environment() -> None:
    raw = b"TACIT_ADVISE_ENABLED=no\0PATH=/bin\0ANTHROPIC_API_KEY=x\0CI=1\0TACITURN=1\0broken\0=x"
    assert protocol.parse_env(raw) == {"TACIT_ADVISE_ENABLED": "no", "CI": "1"}


@given(st.binary())
def test_a_reply_comes_through(body: bytes) -> None:
    reply = protocol.parse_reply(protocol.encode_reply("ok", body))
    assert (reply.status, reply.body) == ("ok", body)


@given(st.binary())
def test_no_bytes_break_the_reply_s_reader(raw: bytes) -> None:
    with suppress(ProtocolError):
        assert isinstance(protocol.parse_reply(raw), Reply)
