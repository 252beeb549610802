"""Work on foreign input: it answers, or it is stopped, and the next work is not troubled."""

import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import leerweg
from leerweg.errors import AmbiguousTermError, MalformedInputError, WorkLimitError
from leerweg.isolation import run_isolated

HERE = Path(__file__).parent
PATIENCE = 30.0


@pytest.fixture
def work(monkeypatch):
    """The functions to run; their module can be imported by the worker too."""
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("foreign_work")


def _run(function, *arguments, seconds=PATIENCE, megabytes=256):
    return run_isolated(function, *arguments, seconds=seconds, megabytes=megabytes)


def _works(work) -> None:
    assert _run(work.double, 21) == 42


def test_an_answer_comes_back(work):
    """What the function returns is what the caller gets."""
    _works(work)


@pytest.mark.parametrize("what", ["sleep", "burn"])
def test_time_is_limited(work, what):
    """Work that does not end is ended, and the error says after how long."""
    arguments = (60,) if what == "sleep" else ()
    start = time.monotonic()
    with pytest.raises(WorkLimitError, match=r"longer than 0\.5 seconds") as stopped:
        _run(getattr(work, what), *arguments, seconds=0.5)
    assert time.monotonic() - start < 10
    assert stopped.value.remedy
    _works(work)


def test_memory_is_limited(work):
    """Work that needs more than its share is stopped; what fits is done."""
    assert _run(work.eat, 50, megabytes=200) == 50 * 1024 * 1024
    with pytest.raises(WorkLimitError, match="200 MiB") as stopped:
        _run(work.eat, 500, megabytes=200)
    assert stopped.value.remedy
    _works(work)


@pytest.mark.parametrize("what", ["crash", "leave", "recurse"])
def test_a_worker_that_dies(work, what):
    """A crash of a parser, an exit or endless recursion is an error for the caller and nothing more."""
    with pytest.raises(WorkLimitError) as stopped:
        _run(getattr(work, what))
    assert stopped.value.remedy
    _works(work)


def test_an_error_comes_out_as_itself(work):
    """Where the mistake is and how to mend it cross the process border."""
    with pytest.raises(MalformedInputError) as raised:
        _run(work.malformed)
    error = raised.value
    assert (error.message, error.where, error.remedy) == ("It is broken.", "input, line 3", "Mend line 3.")


def test_candidates_come_out_too(work):
    """An ambiguous name lists what it may mean."""
    with pytest.raises(AmbiguousTermError) as raised:
        _run(work.ambiguous)
    assert raised.value.candidates == (("http://x.org/a", "A"), ("b", "B"))
    assert raised.value.where == "term"


def test_a_defect_is_not_hidden_behind_a_limit(work):
    """A mistake of ours is seen as one, with the place in the worker."""
    with pytest.raises(KeyError) as raised:
        _run(work.defect)
    assert "in defect" in "".join(raised.value.__notes__)


def test_an_answer_that_cannot_be_sent(work):
    """The function's name is told."""
    with pytest.raises(TypeError, match="unsendable"):
        _run(work.unsendable)


def test_a_large_answer(work):
    """Ten megabytes pass, also while other threads wait for theirs."""
    assert len(_run(work.answer_of, 10)) == 10 * 1024 * 1024
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: _run(work.answer_of, 10), range(4)))
    assert [len(answer) for answer in answers] == [10 * 1024 * 1024] * 4


def test_threads(work):
    """A server works on many requests at once; a slow one does not hold up the others."""
    with ThreadPoolExecutor(4) as threads:
        slow = threads.submit(_run, work.burn, seconds=2.0)
        assert list(threads.map(lambda n: _run(work.double, n), range(6))) == [0, 2, 4, 6, 8, 10]
        with pytest.raises(WorkLimitError):
            slow.result()


def test_no_network(work):
    """A worker cannot reach anybody, not even this machine: what it parses cannot fetch."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        port = canary.getsockname()[1]
        assert work.connect("127.0.0.1", port) == "connected"
        canary.accept()[0].close()
        outcome = _run(work.connect, "127.0.0.1", port)
        if outcome == "connected" and os.geteuid() != 0:
            pytest.skip("this kernel gives an ordinary process no network namespace of its own")
        assert outcome == "OSError"  # network is unreachable
        with pytest.raises(TimeoutError):
            canary.accept()


def test_limits_hold_for_children_of_the_worker(work):
    """A program that a worker starts has the same ceiling; no core file is left behind."""
    assert _run(work.limits) == (0, 512)
    assert _run(work.start_child, megabytes=200) != 0


def _descendants() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_nothing_stays_behind(work):
    """After answers, errors, crashes and stops there is no process, zombie, pipe or thread more than before."""
    _works(work)
    before, files, threads = _descendants(), psutil.Process().num_fds(), threading.active_count()
    for _ in range(3):
        _works(work)
        for what in (work.crash, work.malformed, work.leave):
            with pytest.raises((WorkLimitError, MalformedInputError)):
                _run(what)
        with pytest.raises(WorkLimitError):
            _run(work.burn, seconds=0.2)
    deadline = time.monotonic() + 10
    while _descendants() - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _descendants() - before == set()
    assert psutil.Process().num_fds() <= files
    assert threading.active_count() <= threads


def test_a_worker_does_not_outlive_us(work, tmp_path):
    """When the service is killed, the work it had started ends as well."""
    noted = tmp_path / "worker"
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import foreign_work\nfrom leerweg.isolation import run_isolated\n"
        "run_isolated(foreign_work.note_and_burn, sys.argv[2], seconds=600, megabytes=256)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(leerweg.__file__).parents[1])}
    service = subprocess.Popen([sys.executable, "-c", program, str(HERE), str(noted)], env=environment)
    deadline = time.monotonic() + 30
    while not (noted.exists() and noted.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    worker = psutil.Process(int(noted.read_text()))
    service.send_signal(signal.SIGKILL)
    service.wait()
    try:
        gone, _ = psutil.wait_procs([worker], timeout=10)
        assert gone == [worker]
    finally:
        if worker.is_running():
            worker.kill()
