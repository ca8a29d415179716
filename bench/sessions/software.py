"""Small programs that are built, served and edited; some sessions teach nothing."""

from sessions.scenario import Ends, Episode, Said, Scenario, background, bash, edit, read

TYPO = Scenario(
    "typing-mistake",
    "software",
    False,
    "a mistyped name, put right at once",
    (
        Said("Run hello.py."),
        bash("python helo.py", "fails name"),
        bash("python hello.py", "fix name, proof name"),
        Ends("It says hello."),
    ),
    (Episode("name", "can't open file 'helo.py'", "is_error", True, False),),
    {"hello.py": 'print("hello")\n'},
)

MISMATCH = Scenario(
    "edit-mismatch",
    "software",
    False,
    "the tool's own noise: an edit whose text was not there",
    (
        Said("Raise the retries in settings.py to 5."),
        read("settings.py"),
        edit("settings.py", "RETRIES=3", "RETRIES=5", "fails text"),
        edit("settings.py", "RETRIES = 3", "RETRIES = 5", "fix text, proof text"),
        bash("grep RETRIES settings.py"),
        Ends("Done."),
    ),
    (Episode("text", "String to replace not found in file", "is_error", True, False),),
    {"settings.py": "RETRIES = 3\n"},
)

_SERVER = '''"""Say hello to one caller, then end."""
import socket

listener = socket.socket()
listener.bind(("127.0.0.1", 7070))
listener.listen()
print("port", listener.getsockname()[1], flush=True)
connection, _ = listener.accept()
connection.sendall(b"hello")
connection.close()
'''
_ASK = '''"""Print what the server on a port says: `ask.py PORT`."""
import socket
import sys
import time

for _ in range(100):
    try:
        print(socket.create_connection(("127.0.0.1", int(sys.argv[1]))).recv(9))
        break
    except ConnectionRefusedError:
        time.sleep(0.1)
'''

PORT = Scenario(
    "address-in-use",
    "software",
    True,
    "a closed connection keeps the fixed port for a minute; port 0 takes a free one",
    (
        Said("Start server.py and ask it, twice in a row."),
        background("python server.py"),
        bash("python ask.py 7070"),
        bash("timeout 5 python server.py", "fails port"),
        read("server.py"),
        edit("server.py", '(("127.0.0.1", 7070))', '(("127.0.0.1", 0))', "fix port",
             "The last connection is in TIME_WAIT and keeps 7070. Port 0 takes a free one."),
        bash("timeout 20 python server.py | (read -r _ port; python ask.py $port)", "proof port"),
        bash("timeout 20 python server.py | (read -r _ port; python ask.py $port)", "proof port"),
        Ends("It listens on a free port now, so it can be started again at once."),
    ),
    (
        Episode(
            "port", "OSError: [Errno 98] Address already in use", "is_error", True, True,
            'bind(("127.0.0.1", 0))',
        ),
    ),
    {"server.py": _SERVER, "ask.py": _ASK},
)  # fmt: skip

_MAIN = """#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    printf("%.4f\\n", sqrt(atof(words[count - 1])));
    return 0;
}
"""

LINK = Scenario(
    "link-order",
    "software",
    True,
    "-lm stands before the object that needs it; the pipe hides the exit code",
    (
        Said("Build root with build.sh and give me the root of 2."),
        bash("./build.sh 2>&1 | tail -n 4", "fails link"),
        read("build.sh"),
        edit("build.sh", "cc -Wl,--as-needed -lm -o root root.c",
             "cc -Wl,--as-needed -o root root.c -lm", "fix link",
             "The linker drops a library that nothing before it needs: -lm goes last."),
        bash("./build.sh 2>&1 | tail -n 4 && ./root 2", "proof link"),
        Ends("Libraries go after the objects that need them. The root is 1.4142."),
    ),
    (
        Episode(
            "link", "undefined reference to `sqrt'", "not flagged", True, True,
            "cc -Wl,--as-needed -o root root.c -lm",
        ),
    ),
    {"root.c": _MAIN, "build.sh": "#!/bin/sh\ncc -Wl,--as-needed -lm -o root root.c\n"},
    "chmod +x build.sh",
)  # fmt: skip

NOTHING = Scenario(
    "nothing-in-it",
    "software",
    False,
    "a question and its answer",
    (
        Said("What does hello.py do?"),
        read("hello.py"),
        Ends("It prints a greeting."),
    ),
    (),
    {"hello.py": 'print("hello")\n'},
)

SCENARIOS = [TYPO, MISMATCH, PORT, LINK, NOTHING]
