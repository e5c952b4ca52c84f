"""A program run against the double, nothing in it patched: names lead there, a certificate holds.

Run as a module inside a private mount and network namespace (`run_unpatched` does), it serves the
double as https://discord.com, starts the program given on its command line, asks it one question by
mention, ends it with SIGTERM, and prints what came of it as one JSON object.
"""

import asyncio
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.sandbox.people.person import Person, people
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from tests.support.stand_in.payloads import request_problems, response_problems
from tests.support.stand_in.recorder import Recorder

NAMES = ("discord.com", "gateway.discord.gg")
TOKEN = "c2FuZGJveA.c2FuZGJveA.c2FuZGJveA"  # noqa: S105  a form of words: the double's own
READY_S = 120.0
ANSWER_S = 60.0
END_S = 30.0


def why_not() -> str | None:
    """Return why this machine cannot do it, or None."""
    for tool in ("unshare", "openssl", "ip", "mount"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    probe = ["unshare", "-r", "-n", "-m", "ip", "link", "set", "lo", "up"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        return "this machine does not allow private namespaces"
    return None


def make_certificate(folder: Path) -> None:
    names = ",".join(f"DNS:{name}" for name in NAMES)
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command += ["-subj", f"/CN={NAMES[0]}", "-addext", f"subjectAltName={names}"]
    subprocess.run(command, check=True, capture_output=True)


def run_unpatched(folder: Path, question: str, program: Sequence[str]) -> dict[str, Any]:
    """Return what came of a program that was asked a question.

    Returns:
        "answers": the bot's messages; "exit": its exit status; "problems": with its payloads;
        "log": what it wrote.
    """
    make_certificate(folder)
    hosts = folder / "hosts"
    hosts.write_text("".join(f"127.0.0.1 {name}\n" for name in ("localhost", *NAMES)), "utf-8")
    inside = 'mount --bind "$0" /etc/hosts && ip link set lo up && exec "$@"'
    command = ["unshare", "-r", "-n", "-m", "sh", "-c", inside, str(hosts)]
    command += [
        sys.executable,
        "-m",
        "tests.support.stand_in.behind_names",
        str(folder),
        question,
        *program,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=READY_S + ANSWER_S + END_S
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


async def is_connected(double: Double, process: Process) -> bool:
    """Return whether a program has connected, once it has, or has ended before that."""
    ended = asyncio.create_task(process.wait())
    connected = asyncio.create_task(connection(double))
    await asyncio.wait({ended, connected}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED)
    for task in (ended, connected):
        task.cancel()
    return bool(double.gateway.connected())


async def connection(double: Double) -> None:
    with people(double.world)[0].viewer.observe() as events:
        while not double.gateway.connected():
            await events.get()


async def answers_to(person: Person, channel_id: int, question: str) -> list[str]:
    """Return what the bot says to a question, once it has said something."""
    bot_id = person.sight.world.application.bot_id
    with person.viewer.observe() as events:
        await person.writer.send(channel_id, f"<@{bot_id}> {question}")
        async with asyncio.timeout(ANSWER_S):
            async for event in events:
                said = event["d"].get("author", {}).get("id") == str(bot_id)
                if said and not event["d"]["flags"] & 128:
                    break
    shown = person.viewer.messages(channel_id)
    bots = [message for message in shown if message["author"]["id"] == str(bot_id)]
    return [m["content"] + "".join(e.get("description", "") for e in m["embeds"]) for m in bots]


async def main(folder: Path, question: str, program: Sequence[str]) -> dict[str, Any]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    recorder = Recorder()
    double = Double(reading_group(), port=443, token=TOKEN, names=NAMES)
    double.rest.listen(recorder.keep)
    await double.start(tls=tls, origin=f"https://{NAMES[0]}")
    member = people(double.world)[0]
    channel_id = int(member.viewer.guilds()[0]["channels"][0]["id"])
    environment = os.environ | {
        "SSL_CERT_FILE": str(folder / "cert.pem"),
        "DISCORD_TOKEN": TOKEN,
        "PYTHONUNBUFFERED": "1",
    }
    answers: list[str] = []
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        process = await asyncio.create_subprocess_exec(
            *program, env=environment, stdout=log, stderr=log
        )
        try:
            if await is_connected(double, process):
                answers = await answers_to(member, channel_id, question)
                process.send_signal(signal.SIGTERM)
            status = await asyncio.wait_for(process.wait(), END_S)
        finally:
            if process.returncode is None:
                process.kill()
    problems = []
    for e in recorder.exchanges:
        problems += request_problems(e.method, e.route, e.body)
        problems += response_problems(e.method, e.route, e.status, e.response)
    await double.close()
    written = (folder / "log.txt").read_text("utf-8")
    return {"answers": answers, "exit": status, "problems": problems, "log": written}


if __name__ == "__main__":
    told = asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
    sys.stdout.write(json.dumps(told))
