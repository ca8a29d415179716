"""Where does a token stay when git clones over HTTP with it?

usage: python3 token_traces.py     (needs git with its HTTP side; nothing but loopback is used)

A server on loopback wants the token; each way to hand it over is tried, and the token looked for in
the files of the clone and in the process list while git runs.
"""

import base64
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SAMPLE = "no-real-one-1234567890"
BASIC = base64.b64encode(f"x-access-token:{SAMPLE}".encode()).decode()
BACKEND = Path(subprocess.check_output(["git", "--exec-path"], text=True).strip(), "git-http-backend")


class Handler(BaseHTTPRequestHandler):
    """git's own HTTP side, for who has the token; notes what `ps` would show meanwhile."""

    root = Path()
    seen = []

    def do_GET(self):
        self.seen.append(in_process_list())
        if self.headers.get("Authorization") != f"Basic {BASIC}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        env = {"PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self.root), "PATH_INFO": path,
               "GIT_HTTP_EXPORT_ALL": "1", "QUERY_STRING": query, "REQUEST_METHOD": self.command,
               "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
               "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", "")}
        out = subprocess.run([BACKEND], input=body, env=env, capture_output=True, check=False).stdout
        head, _, content = out.partition(b"\r\n\r\n")
        self.send_response(200)
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *_):
        """Say nothing."""


def in_process_list() -> bool:
    """Does a command line that anybody may read hold the token?"""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes()
        except OSError:
            continue
        if SAMPLE.encode() in line or BASIC.encode() in line:
            return True
    return False


def in_files(folder: Path) -> list:
    """Files of the clone that hold the token."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            if SAMPLE.encode() in data or BASIC.encode() in data:
                found.append(str(file.relative_to(folder)))
    return found


def tell(name: str, clone: Path, arguments: list, env: dict) -> None:
    """Clone in one way and say where the token is."""
    Handler.seen = []
    given = {"PATH": os.environ["PATH"], "HOME": str(clone.parent), "GIT_TERMINAL_PROMPT": "0", **env}
    done = subprocess.run(["git", *arguments, str(clone)], env=given, capture_output=True, text=True, check=False)
    said = "cloned" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]
    print(f"{name:24} {said:7} process list: {'yes' if any(Handler.seen) else 'no':4} files: {in_files(clone) or 'none'}")


def main(folder: Path) -> None:
    run = lambda *args: subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)
    run("init", "-q", "work")
    run("-C", "work", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "one")
    run("clone", "-q", "--bare", "work", "team.git")
    Handler.root = folder
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}/team.git"
    tell("no token", folder / "a", ["clone", "-q", f"http://{place}"], {})
    tell("in the URL", folder / "b", ["clone", "-q", f"http://x-access-token:{SAMPLE}@{place}"], {})
    run("-C", "b", "remote", "set-url", "origin", f"http://{place}")
    print(f"{'… after set-url':24} {'':7} files: {in_files(folder / 'b') or 'none'}")
    header = f"http.extraHeader=Authorization: Basic {BASIC}"
    tell("-c http.extraHeader", folder / "c", ["-c", header, "clone", "-q", f"http://{place}"], {})
    tell("clone -c http.extraHeader", folder / "d", ["clone", "-c", header, "-q", f"http://{place}"], {})
    secret, ask = folder / "token", folder / "askpass"
    secret.touch(mode=0o600)
    secret.write_text(SAMPLE)
    ask.write_text(f'#!/bin/sh\ncase $1 in Username*) echo x-access-token ;; *) cat "{secret}" ;; esac\n')
    ask.chmod(0o700)
    tell("GIT_ASKPASS", folder / "e", ["clone", "-q", f"http://{place}"], {"GIT_ASKPASS": str(ask)})


if __name__ == "__main__":
    print(subprocess.check_output(["git", "--version"], text=True).strip(), "· Python", sys.version.split()[0])
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
