"""Not doing twice what cannot have changed: answers kept per revision, and 304 for who has the answer already."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import TypeVar, cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leerweg.errors import StoreError
from leerweg.store import Store

__all__ = ["AnswerCache", "Revalidation", "today"]

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


class Revalidation:
    """Middleware: GET answers below `paths` get an ETag of what decides them, and a client that shows it gets 304.

    What decides an answer: the release of the service, the revision of the graph, the day, the address and the form
    asked for. `revision` None: the store keeps no revisions, and answers get no tag.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], int] | None, paths: tuple[str, ...]) -> None:
        self._app = app
        self._revision = revision
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 where the client's copy is still good, else let the application answer."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self._paths):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = await self._tag(scope, headers)
        marks = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Language"}
        if tag:
            marks["ETag"] = tag
        if tag and tag in _shown(headers):
            raw = [(name.lower().encode(), value.encode()) for name, value in marks.items()]
            await send({"type": "http.response.start", "status": 304, "headers": raw})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if marks["Vary"] not in answer.get("vary", ""):
                    answer.add_vary_header(marks["Vary"])
                if message["status"] == 200:  # noqa: PLR2004  # HTTP's own number
                    for name in ("Cache-Control", "ETag"):
                        if name in marks:
                            answer.setdefault(name, marks[name])
            await send(message)

        await self._app(scope, receive, send_marked)

    async def _tag(self, scope: Scope, headers: Headers) -> str:
        if self._revision is None:
            return ""
        try:
            revision = await asyncio.to_thread(self._revision)
        except StoreError:
            return ""  # the application itself will say what is wrong
        deciding = (
            version("leerweg"),
            str(revision),
            today().isoformat(),
            scope.get("raw_path", scope["path"].encode()).decode("latin-1"),
            scope["query_string"].decode("latin-1"),
            headers.get("accept", ""),
            headers.get("accept-language", ""),
        )
        return f'W/"{hashlib.sha256(chr(0).join(deciding).encode()).hexdigest()[:20]}"'


def today() -> date:
    """The date where the service runs."""
    return datetime.now(UTC).astimezone().date()


def _shown(headers: Headers) -> set[str]:
    """The tags that the client shows, as weak ones."""
    tags = (tag.strip() for tag in headers.get("if-none-match", "").split(","))
    return {tag if tag.startswith("W/") else f"W/{tag}" for tag in tags}
