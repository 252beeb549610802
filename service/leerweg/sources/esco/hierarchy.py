"""Broader and narrower while they are read: which pairs were said, and which one would close a circle."""

from __future__ import annotations

from leerweg.errors import InputTooLargeError
from leerweg.sources.limits import HIERARCHY_STEPS

__all__ = ["Hierarchy"]


class Hierarchy:
    """The broader relations said so far. `steps` bounds one search upwards."""

    def __init__(self, steps: int = HIERARCHY_STEPS) -> None:
        self._broader: dict[str, list[str]] = {}
        self._with_narrower: set[str] = set()
        self._steps = steps

    def has(self, narrow: str, broad: str) -> bool:
        """Whether this pair was said before."""
        return broad in self._broader.get(narrow, ())

    def add(self, narrow: str, broad: str) -> bool:
        """Take the pair in, unless it closes a circle: then nothing changes and the answer is False."""
        if self._closes_circle(narrow, broad):
            return False
        if not self.has(narrow, broad):
            self._broader.setdefault(narrow, []).append(broad)
            self._with_narrower.add(broad)
        return True

    def _closes_circle(self, narrow: str, broad: str) -> bool:
        if narrow == broad:
            return True
        if narrow not in self._with_narrower:  # nothing lies below it, so no way up leads to it
            return False
        waiting, seen = [broad], {broad}
        while waiting:
            for above in self._broader.get(waiting.pop(), ()):
                if above == narrow:
                    return True
                if above not in seen:
                    seen.add(above)
                    waiting.append(above)
            if len(seen) > self._steps:
                raise InputTooLargeError(
                    f"There are more than {self._steps} concepts above {broad}.",
                    remedy="A classification is a few levels deep: check the broader relations.",
                )
        return False
