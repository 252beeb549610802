"""Not asking twice what cannot have changed: answers kept per revision of the graph."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from leerweg.store.port import Store

__all__ = ["AnswerCache"]

T = TypeVar("T")

_MOST_ANSWERS = 512


class AnswerCache:
    """The most recent 512 answers, by revision of the graph and question.

    Only for a store whose revisions never change; `lasting` False: nothing is kept.
    """

    def __init__(self, store: Store, *, lasting: bool) -> None:
        self._store = store
        self._lasting = lasting
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer to this question at the newest revision: kept, or else what `ask` returns."""
        if not self._lasting:
            return ask()
        key = (self.revision(), question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast("T", self._answers[key])
        answer = ask()
        # A publication may have come in between: what was asked of the newer revision is not kept for the older one.
        if self.revision() == key[0]:
            with self._lock:
                self._answers[key] = answer
                while len(self._answers) > _MOST_ANSWERS:
                    self._answers.popitem(last=False)
        return answer

    def revision(self) -> int:
        """The number of the newest publication."""
        with self._store.reader() as reader:
            return reader.revision
