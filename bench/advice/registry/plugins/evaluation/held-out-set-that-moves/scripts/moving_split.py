"""Which examples are held out, in three runs of the same script?

usage: python3 moving_split.py     (standard library only)
"""

import subprocess
import sys
import zlib

IDS = [f"patient-{number:04}" for number in range(1000)]
WAYS = {
    "hash(id) % 10": lambda id_: hash(id_) % 10 == 0,
    "hash(tuple) % 10": lambda id_: hash((id_, "v1")) % 10 == 0,
    "crc32 % 10": lambda id_: zlib.crc32(id_.encode()) % 10 == 0,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(" ".join(id_ for id_ in IDS if WAYS[sys.argv[1]](id_)))
        sys.exit()
    print(f"Python {sys.version.split()[0]}")
    for name in WAYS:
        runs = [
            set(subprocess.run([sys.executable, __file__, name], capture_output=True, text=True).stdout.split())
            for _ in range(3)
        ]
        ever, always = set.union(*runs), set.intersection(*runs)
        sizes = [len(run) for run in runs]
        print(f"{name:18} held out {sizes}   in some run {len(ever)}   in every run {len(always)}")
