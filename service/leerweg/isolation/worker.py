"""Running one function on foreign input in a process that is killed when it passes its limits."""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from typing import TypeVar

from leerweg.errors import LeerwegError, WorkLimitError
from leerweg.isolation.confinement import confine

__all__ = ["prepare", "run_isolated"]

T = TypeVar("T")

_STACK = 256 * 1024 * 1024
_REMEDY = "Ask for less at a time: a smaller document, a narrower query, a LIMIT."


def prepare(modules: Sequence[str]) -> None:
    """Import these modules once in the server that workers are forked from, so that a worker starts in milliseconds.

    Called by the composition root before the first worker; later calls have no effect.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(modules))


def run_isolated(function: Callable[..., T], *arguments: object, seconds: float, megabytes: int) -> T:
    """What `function(*arguments)` returns, computed in a process of its own.

    `function` is a module's own function; arguments and result are pickled. The process may use `megabytes` MiB more
    than it starts with and `seconds` of wall time, and has no network. Raises WorkLimitError when it passes a limit
    or dies; an exception that the function raises comes out as itself, with the worker's traceback as a note when it
    is none of ours.
    """
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, function, arguments, seconds, megabytes), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise WorkLimitError(f"The work took longer than {seconds:g} seconds and was stopped.", remedy=_REMEDY)
        outcome, value = ours.recv()
    except (EOFError, OSError) as broken:
        raise WorkLimitError(
            f"The work needed more than its {megabytes} MiB of memory, or broke the process it ran in.", remedy=_REMEDY
        ) from broken
    finally:
        ours.close()
        _end(process)
    if outcome == "error":
        raise value
    result: T = value
    return result


def _end(process: BaseProcess) -> None:
    """Make sure that the worker is gone, and keep nothing of it."""
    if process.is_alive():  # a worker that has ended may have left its number to another process
        process.kill()
    process.join()
    process.close()


def _work(
    connection: Connection,
    function: Callable[..., object],
    arguments: tuple[object, ...],
    seconds: float,
    megabytes: int,
) -> None:
    """The worker's whole life: confine, compute on a thread with a deep stack, send, end."""
    confine(megabytes, seconds)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Parsers of foreign text recurse: a deep stack turns many crashes into answers or plain errors.
    threading.stack_size(_STACK if megabytes * 1024 * 1024 > 2 * _STACK else 16 * 1024 * 1024)
    thread = threading.Thread(target=_compute, args=(connection, function, arguments))
    thread.start()
    thread.join()
    connection.close()


def _end_with_parent() -> None:
    """End this process when the one that asked for the work is gone: nobody else would stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _compute(connection: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    try:
        answer: tuple[str, object] = ("result", function(*arguments))
    except (MemoryError, RecursionError):
        return  # a closed pipe tells the parent
    except LeerwegError as error:
        answer = ("error", error)
    except Exception as defect:  # noqa: BLE001  (it goes on in the parent, which would otherwise not hear of it)
        defect.add_note(f"In the worker:\n{traceback.format_exc()}")
        answer = ("error", defect)
    try:
        connection.send(answer)
    except MemoryError:
        return  # the answer itself does not fit
    except (AttributeError, TypeError, PicklingError) as unsendable:
        connection.send(("error", TypeError(f"{function.__qualname__} gave what cannot be sent: {unsendable}")))
