"""Usage: check.py PROGRAM
Starts the server and lets Schemathesis send it what its description allows and forbids: as nobody, as a
user and as an admin. Ends with 1 if the description and the server differ anywhere. SEED draws other
requests than those of every run.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = "12"
SEED = os.environ.get("SEED", "1")
SECONDS_AT_MOST = 120
# The user would end the session that the other requests need.
ENDS_SESSIONS = "/auth/(logout|sessions|password|refresh)|second_factor"
SETTINGS = {
    "ACCOUNTS_HASH_MEMORY_KIB": "64",
    "ACCOUNTS_HASH_PASSES": "1",
    "ACCOUNTS_LOGIN_ATTEMPTS_PER_ADDRESS": "100000",
    "ACCOUNTS_REGISTRATIONS_PER_ADDRESS": "0",
    "LIMITS_ADDRESS_REQUESTS_PER_S": "100000",
    "LIMITS_ADDRESS_REQUEST_BURST": "100000",
    "LIMITS_USER_FRAMES_PER_S": "100000",
    "LIMITS_USER_FRAME_BURST": "100000",
    "QUEUES_OPEN": "100",
    "QUEUES_OPEN_AGENTS": "true",
}
ENVIRONMENT = {**os.environ, **{f"SWITCHBOARD_{name}": value for name, value in SETTINGS.items()}}
PASSWORD = "correct horse battery"


class Server:
    """The program over a folder of its own, until the block ends."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def __enter__(self):
        make_admin = [self.program, "admin", "create", "root", "--data", self.folder]
        subprocess.run(make_admin, input=PASSWORD + "\n", text=True, check=True, env=ENVIRONMENT)
        serve = [self.program, "serve", "--listen", "127.0.0.1:0", "--data", self.folder, "--log-level", "error"]
        self.process = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.url = next(found[1] for line in self.process.stdout if (found := re.match(r" +at +(http:\S+)$", line)))
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def post(self, path, body):
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


def tokens(server):
    yield "nobody", None
    account = {"username": "alice", "email": "alice@example.org", "password": PASSWORD}
    yield "a user", server.post("/api/v1/auth/register", account)["token"]
    yield "an admin", server.post("/api/v1/auth/login", {"username": "root", "password": PASSWORD})["token"]


def agrees(server, token):
    """Whether the server does what its description says, asked with this token."""
    command = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(HERE / "schemathesis.toml")]
    command += ["run", server.url + "/api/openapi.json", "--checks", "all", "--max-examples", EXAMPLES, "--seed", SEED]
    command += ["--exclude-path-regex", ENDS_SESSIONS, "--continue-on-failure", "--no-color", "--workers", "2"]
    if token:
        command += ["--header", f"Authorization: Bearer {token}"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}
    # What it notes for itself goes with the server's folder.
    return subprocess.run(command, cwd=server.folder, env=environment, timeout=SECONDS_AT_MOST).returncode == 0


def main(program):
    with tempfile.TemporaryDirectory() as folder, Server(program, folder) as server:
        failed = []
        for who, token in tokens(server):
            print(f"== asked by {who}", flush=True)
            if not agrees(server, token):
                failed.append(who)
        return f"description: differs from the server, asked by {', '.join(failed)}" if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
