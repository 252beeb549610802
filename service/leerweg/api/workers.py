"""Places for foreign work: a few at a time, a short queue, and a plain refusal beyond it.

Each place is a thread that waits for a process of its own; the threads of ordinary questions are others, so that
strangers' queries never keep those waiting.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import ParamSpec, TypeVar

from leerweg.api.threads import settled
from leerweg.errors import WorkLimitError
from leerweg.isolation import run_isolated

__all__ = ["Workers", "warmed"]

P = ParamSpec("P")
T = TypeVar("T")

_WAITING_PER_PLACE = 4
_WARMING_SECONDS, _WARMING_MEGABYTES = 60.0, 256


class Workers:
    """Runs functions, `places` at a time (the number of processors, at least 2); four times as many may wait."""

    def __init__(self, places: int | None = None) -> None:
        self._places = places or max(2, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._places, thread_name_prefix="foreign-work")
        self._under_way = 0

    async def run(self, function: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
        """What the function returns; raises WorkLimitError at once when too many wait already."""
        if self._under_way >= self._places * (1 + _WAITING_PER_PLACE):
            raise WorkLimitError("Too many are asking at this moment.", remedy="Ask again in a few seconds.")
        self._under_way += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, partial(settled(function), *arguments, **more))
        finally:
            self._under_way -= 1


@asynccontextmanager
async def warmed(_application: object) -> AsyncIterator[None]:
    """The life of the application: from its start a first process is made ready, so that no stranger waits for that."""
    warming = asyncio.create_task(asyncio.to_thread(_warm))
    yield
    await warming


def _warm() -> None:
    with suppress(WorkLimitError):
        run_isolated(len, (), seconds=_WARMING_SECONDS, megabytes=_WARMING_MEGABYTES)
