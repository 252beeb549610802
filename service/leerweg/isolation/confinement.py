"""What a worker gives up before it touches anything foreign: memory, processor time and the network."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import sys
from pathlib import Path

__all__ = ["confine"]

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_FILES = 512
_M_ARENA_MAX = -8


def confine(megabytes: int, seconds: float) -> None:
    """Limit this process to so much address space beyond what it uses now, and take its network away.

    The network goes where the kernel lets an ordinary process have a namespace of its own (Linux); elsewhere the
    other guards stand alone. Children cannot be started to get around the ceiling: it is inherited. Should nobody be
    left to stop it, the processor time of `seconds` on every core ends it.
    """
    ceiling = _address_space() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    processor = math.ceil((seconds + 1) * (os.cpu_count() or 1))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        _share_one_heap(libc)
        _leave_network(libc)


def _address_space() -> int:
    """Bytes of address space in use; libraries map far more than they touch, so the ceiling is set above it."""
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _share_one_heap(libc: ctypes.CDLL) -> None:
    """Let all threads allocate from one heap: glibc reserves 128 MiB of address space for each further one.

    Without this a store that is opened fails now and then (1 in 60), when the heaps of its threads meet the ceiling.
    """
    if hasattr(libc, "mallopt"):  # glibc has it, musl has not
        libc.mallopt(_M_ARENA_MAX, 1)


def _leave_network(libc: ctypes.CDLL) -> None:
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
