"""What a stranger's input may make a worker do; functions that tests run in isolation."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from leerweg.errors import AmbiguousTermError, MalformedInputError


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def burn() -> None:
    while True:
        pass


def eat(megabytes: int) -> int:
    return len(b"x" * (megabytes * 1024 * 1024))


def answer_of(megabytes: int) -> bytes:
    return b"x" * (megabytes * 1024 * 1024)


def crash() -> None:
    sys.stderr.close()
    os.abort()


def leave() -> None:
    os._exit(0)


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


def malformed() -> None:
    raise MalformedInputError("It is broken.", where="input, line 3", remedy="Mend line 3.")


def ambiguous() -> None:
    raise AmbiguousTermError(
        "Two things are called that.",
        where="term",
        remedy="Say which.",
        candidates=[("http://x.org/a", "A"), ("b", "B")],
    )


def defect() -> None:
    raise KeyError("a defect of our own")


def unsendable() -> object:
    return lambda: None


def connect(host: str, port: int) -> str:
    try:
        with socket.create_connection((host, port), timeout=3):
            return "connected"
    except OSError as refused:
        return type(refused).__name__


def note_and_burn(file: str) -> None:
    Path(file).write_text(str(os.getpid()), encoding="ascii")
    burn()


def limits() -> tuple[int, int]:
    import resource  # noqa: PLC0415

    return resource.getrlimit(resource.RLIMIT_CORE)[1], resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def start_child() -> int:
    return subprocess.run([sys.executable, "-c", "x = b'x' * 900_000_000"], check=False, capture_output=True).returncode
