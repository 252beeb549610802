"""The rows of an answer, safe to be held by an error that travels from one thread to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from pyoxigraph import QuerySolution, QuerySolutions

__all__ = ["Rows"]

_AT_ONCE = 1000


class Rows(Iterator[QuerySolution]):
    """The rows of a SELECT query, to be read once, and the names of its `variables` in order.

    The library's own rows may only be let go of on the thread that asked. Where they are few (1,000) they are read
    here at once, so that nothing is left to let go of; where they are more, they are read as they are asked for.
    """

    def __init__(self, solutions: QuerySolutions) -> None:
        self.variables = tuple(variable.value for variable in solutions.variables)
        self._waiting: deque[QuerySolution] = deque(islice(solutions, _AT_ONCE))
        self._more = solutions if len(self._waiting) == _AT_ONCE else None

    def __next__(self) -> QuerySolution:
        """The next row; raises StopIteration after the last."""
        if not self._waiting and self._more is not None:
            self._waiting.extend(islice(self._more, _AT_ONCE))
            if len(self._waiting) < _AT_ONCE:
                self._more = None
        if not self._waiting:
            raise StopIteration
        return self._waiting.popleft()
