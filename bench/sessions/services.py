"""What data comes from and goes through: servers, databases, installed packages."""

from sessions.scenario import Ends, Episode, Said, Scenario, background, bash, edit, read

_FETCH = "curl -s -o labels.csv -w '%{http_code}\\n' http://127.0.0.1:8080"

DOWNLOAD = Scenario(
    "download-404",
    "data",
    True,
    "the labels moved below /v2; curl -s -o exits 0 and keeps the error page",
    (
        Said("Fetch labels.csv from the data server on port 8080 and count the labels. It is the "
             "folder public; start a server for it."),
        background("timeout 10 python -m http.server -d public -b 127.0.0.1 8080 "
                   "> server.log 2>&1"),
        bash(f"timeout 20 sh -c 'until curl -s 127.0.0.1:8080 > /dev/null; do sleep 0.2; done'; "
             f"{_FETCH}/labels.csv; head -n 3 labels.csv", "fails missing"),
        bash("find public -type f", words="That is an error page, not the labels."),
        bash(f"{_FETCH}/v2/labels.csv; head -n 3 labels.csv", "fix missing, proof missing"),
        bash("tail -n +2 labels.csv | cut -d, -f2 | sort | uniq -c"),
        Ends("The file lies under /v2/: two cats and one dog."),
    ),
    (
        Episode(
            "missing", "404 File not found", "not flagged", True, True, "/v2/labels.csv",
        ),
    ),
    {"public/v2/labels.csv": "image,label\n1,cat\n2,dog\n3,cat\n"},
)  # fmt: skip

_HOLD = '''"""The collector: appends to the store, as long as it lives."""
import sqlite3
import time

store = sqlite3.connect("store.db", isolation_level=None)
store.execute("create table if not exists points (x real)")
store.execute("begin exclusive")
store.execute("insert into points values (1)")
print("collecting", flush=True)
time.sleep(4)
store.execute("commit")
'''
_ADD = '''"""Add a point to the store."""
import sqlite3

store = sqlite3.connect("store.db", timeout=0.5)
store.execute("insert into points values (2)")
store.commit()
print(store.execute("select count(*), sum(x) from points").fetchone())
'''

LOCKED = Scenario(
    "database-locked",
    "data",
    True,
    "the collector holds its lock for seconds; the writer gave up after half a second",
    (
        Said("Add a point with add.py while the collector runs."),
        background("python collect.py > collect.log 2>&1"),
        bash("timeout 20 sh -c 'until grep -q collecting collect.log; do sleep 0.1; done'; "
             "python add.py", "fails locked"),
        read("add.py"),
        edit("add.py", "timeout=0.5", "timeout=30", "fix locked",
             "The collector's transactions last seconds: wait for them."),
        bash("python add.py", "proof locked"),
        Ends("add.py waits up to 30 s for the collector's lock now."),
    ),
    (
        Episode(
            "locked", "sqlite3.OperationalError: database is locked", "is_error", True, True,
            "timeout=30",
        ),
    ),
    {"collect.py": _HOLD, "add.py": _ADD},
)  # fmt: skip

_TRAIN = '''"""Scale the features, then fit."""
from featurekit import scale

print(f"scaled: {scale([1.0, 2.0, 4.0])}")
'''
_WHEEL = '''"""Make the wheels: featurekit needs arraybox below 2, and does not say so."""
import zipfile

def wheel(name, version, code, needs=""):
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(f"wheels/{name}-{version}-py3-none-any.whl", "w") as out:
        out.writestr(f"{name}.py", code)
        out.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\n"
                     f"Version: {version}\\n{needs}")
        out.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n"
                     "Tag: py3-none-any\\n")
        out.writestr(f"{info}/RECORD", "")

peak = "def peak(v):\\n    return max(v)\\n"
wheel("arraybox", "1.4", peak)
wheel("arraybox", "2.0", "def peak_of(v):\\n    return max(v)\\n")
wheel("featurekit", "0.3", "from arraybox import peak\\n\\ndef scale(v):\\n"
      "    return [x / peak(v) for x in v]\\n", "Requires-Dist: arraybox\\n")
wheel("plotbox", "1.0", "def plot(v):\\n    print(v)\\n", "Requires-Dist: arraybox>=1.4\\n")
'''
_PIP = "python -m pip install -q --no-index --find-links wheels --disable-pip-version-check"

INSTALL = Scenario(
    "unpinned-install",
    "training",
    True,
    "an upgrade took arraybox to 2.0, which featurekit cannot use",
    (
        Said("Install plotbox from the folder wheels, the newest of everything, and check that "
             "train.py still runs."),
        bash("python train.py"),
        bash(f"{_PIP} --upgrade --upgrade-strategy eager plotbox && python -m pip list 2>/dev/null"
             " | grep -e box -e kit"),
        bash("python train.py", "fails import"),
        bash(f"{_PIP} 'arraybox<2' && python -m pip list 2>/dev/null | grep -e box -e kit",
             "fix import", "arraybox 2.0 has no peak any more, and featurekit needs it: pin it."),
        bash("python train.py", "proof import"),
        Ends("plotbox is installed; arraybox has to stay below 2 for featurekit."),
    ),
    (
        Episode(
            "import", "ImportError: cannot import name 'peak' from 'arraybox'", "is_error", True,
            True, "arraybox<2",
        ),
    ),
    {"train.py": _TRAIN, "wheels/make.py": _WHEEL},
    f"python wheels/make.py && {_PIP} 'arraybox<2' featurekit",
)  # fmt: skip

SCENARIOS = [DOWNLOAD, LOCKED, INSTALL]
