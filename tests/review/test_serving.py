"""The page ends by itself."""

from tacit.review.serving import Clock, listening, serve


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("nobody asks")


def test_it_ends_when_nobody_looks() -> None:
    with listening() as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
        serve(_nothing, sock, Clock(), idle=0.2)
