"""A child that prints much, and a parent that waits before it reads.

usage: python3 full_pipe.py     (standard library only)
"""

import subprocess
import sys


def child(size):
    return [sys.executable, "-c", f"import sys; sys.stdout.write('x' * {size})"]


def waits(size):
    with subprocess.Popen(child(size), stdout=subprocess.PIPE) as process:
        try:
            process.wait(timeout=3)
            return f"ended, {len(process.stdout.read())} read"
        except subprocess.TimeoutExpired:
            process.kill()
            return "still running after 3 s"


def communicates(size):
    with subprocess.Popen(child(size), stdout=subprocess.PIPE) as process:
        return f"ended, {len(process.communicate(timeout=3)[0])} read"


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for size in (65_536, 65_537, 1_000_000):
        print(f"{size:9} bytes   wait, then read: {waits(size)}   communicate: {communicates(size)}")
