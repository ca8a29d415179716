"""Which functions can a pool of spawned processes be given?

usage: python3 pickled_task.py     (standard library only)
"""

import functools
import multiprocessing
import sys


def scaled(factor, value):
    return factor * value


def closure(factor):
    def inner(value):
        return factor * value

    return inner


WAYS = (
    ("lambda", lambda: lambda value: 3 * value),
    ("closure", lambda: closure(3)),
    ("functools.partial", lambda: functools.partial(scaled, 3)),
)

if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            for name, make in WAYS:
                try:
                    print(f"{method:6} {name:18} {pool.map(make(), range(4))}")
                except Exception as error:
                    print(f"{method:6} {name:18} {type(error).__name__}: {error}")
