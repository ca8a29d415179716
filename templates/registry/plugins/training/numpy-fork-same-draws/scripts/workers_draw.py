"""Do the workers of a data loader draw the same "random" augmentations?

usage: python3 workers_draw.py [WORKERS]     (needs numpy)

Each worker draws four crop offsets; the line says how many of all draws are different.
"""

import multiprocessing
import sys
import time

import numpy as np

FORK = multiprocessing.get_context("fork")
DRAWS = 4
generator = None


def offsets(_: int) -> tuple:
    """What an augmentation draws, from the global generator or the worker's own."""
    time.sleep(0.05)  # so that each worker takes one task
    drawn = generator.integers(0, 2**31, DRAWS) if generator else np.random.randint(0, 2**31, DRAWS)
    return tuple(int(value) for value in drawn)


def by_the_clock() -> None:
    """Seed with the time, in seconds, as it is often written."""
    np.random.seed(int(time.time()))


def of_its_own(seeds) -> None:
    """A generator from a seed that only this worker gets."""
    global generator
    generator = np.random.default_rng(seeds.get())


def tell(name: str, workers: int, initializer=None, initargs=()) -> None:
    """Run one way and say how many draws are different."""
    with FORK.Pool(workers, initializer, initargs) as pool:
        drawn = pool.map(offsets, range(workers), chunksize=1)
    different = len({value for one in drawn for value in one})
    firsts = [one[0] for one in drawn]
    print(f"{name:34} {different:3} different of {workers * DRAWS}   first of each: {firsts}")


if __name__ == "__main__":
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}, fork, {workers} workers")
    tell("no seed, parent never drew", workers)
    np.random.random()
    tell("no seed, parent drew once", workers)
    np.random.seed(0)
    tell("np.random.seed(0) in the parent", workers)
    tell("seed(int(time.time())) in each", workers, by_the_clock)
    seeds = FORK.SimpleQueue()
    for seed in np.random.SeedSequence(0).spawn(workers):
        seeds.put(seed)
    tell("SeedSequence(0).spawn, one each", workers, of_its_own, (seeds,))
