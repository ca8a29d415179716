"""Read a request off a connection, never more of it than there may be."""

import asyncio

from tacit.serve.protocol import (
    EVENTS,
    HEAD,
    MAX_ENV,
    MAX_PAYLOAD,
    PROTOCOL,
    VERBS,
    ProtocolError,
    Request,
    parse_env,
)


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request; None where the other side only looked whether somebody is here.

    Of another protocol only the head is read. Raises ProtocolError for anything else.
    """
    try:
        head = await reader.readline()
        if not head:
            return None
        found = HEAD.fullmatch(head)
        if not found or found[5] is None:
            raise ProtocolError("no request of ours")
        protocol, version, event = int(found[1]), found[2].decode(), found[3].decode()
        sizes = int(found[4]), int(found[5])
        if protocol != PROTOCOL:
            return Request(protocol, version, event)
        if event not in EVENTS | VERBS or sizes[0] > MAX_ENV or sizes[1] > MAX_PAYLOAD:
            raise ProtocolError("an unknown event, or too much of it")
        env = await reader.readexactly(sizes[0])
        return Request(protocol, version, event, parse_env(env), await reader.readexactly(sizes[1]))
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise ProtocolError("cut short") from error
