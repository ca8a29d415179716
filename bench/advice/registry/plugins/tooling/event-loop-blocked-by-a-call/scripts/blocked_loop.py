"""Four requests of 0.2 s each in one event loop: at once, or one after the other?

usage: python3 blocked_loop.py     (standard library only)
"""

import asyncio
import sys
import time

SECONDS = 0.2


def fetch(number):
    """What a client library without async does: it blocks."""
    time.sleep(SECONDS)
    return number


async def called(number):
    return fetch(number)


async def slept(number):
    await asyncio.sleep(0)
    return fetch(number)


async def threaded(number):
    return await asyncio.to_thread(fetch, number)


async def beats(stop):
    """A heartbeat each 50 ms: how late does the latest come?"""
    late = 0.0
    while not stop.is_set():
        begun = time.perf_counter()
        await asyncio.sleep(0.05)
        late = max(late, time.perf_counter() - begun - 0.05)
    return late


async def run(way):
    stop = asyncio.Event()
    heart = asyncio.create_task(beats(stop))
    await asyncio.sleep(0.01)
    begun = time.perf_counter()
    await asyncio.gather(*(asyncio.create_task(way(number)) for number in range(4)))
    took = time.perf_counter() - begun
    stop.set()
    return took, await heart


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for name, way in (("gather, create_task", called), ("with sleep(0) before", slept), ("to_thread", threaded)):
        took, late = asyncio.run(run(way))
        print(f"{name:22} {took:5.2f} s   heartbeat late by {late * 1000:4.0f} ms")
