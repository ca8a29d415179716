"""Run the local page until ^C, or until nobody looked at it for a while."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

# Seconds without a request after which the page ends.
IDLE = 1800.0


def listening() -> socket.socket:
    """A socket on loopback, at a port that the system chose."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind(("127.0.0.1", 0))
    made.listen()  # whoever reads the address may come at once
    return made


class Clock:
    """When somebody last looked."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def touched(self) -> None:
        """Somebody looks now."""
        self.last = time.monotonic()

    def left(self, idle: float) -> float:
        """Seconds until it was idle for so many."""
        return self.last + idle - time.monotonic()


def serve(app: ASGIApp, sock: socket.socket, clock: Clock, idle: float = IDLE) -> None:
    """Answer requests on the socket; returns after ^C, or when idle."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(server, sock, lambda: clock.left(idle)))


async def _run(server: uvicorn.Server, sock: socket.socket, left: Callable[[], float]) -> None:
    async def end_when_idle() -> None:
        while (seconds := left()) > 0:
            await asyncio.sleep(seconds)
        server.should_exit = True

    watching = asyncio.create_task(end_when_idle())
    try:
        await server.serve(sockets=[sock])
    finally:
        watching.cancel()
