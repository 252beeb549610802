"""304 for who has the answer already."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import version

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leerweg.errors import StoreError

__all__ = ["Revalidation", "today"]


class Revalidation:
    """Middleware: GET answers below `paths` get an ETag of what decides them, and a client that shows it gets 304.

    Answers below `never` are left alone.
    What decides an answer: the release of the service, the revision of the graph, the day, the address and the form
    asked for. `revision` None: the store keeps no revisions, and answers get no tag.
    """

    def __init__(
        self, app: ASGIApp, revision: Callable[[], int] | None, paths: tuple[str, ...], never: tuple[str, ...] = ()
    ) -> None:
        self._app = app
        self._revision = revision
        self._paths = paths
        self._never = never

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 where the client's copy is still good, else let the application answer."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._covers(scope["path"]):
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

    def _covers(self, path: str) -> bool:
        return path.startswith(self._paths) and not path.startswith(self._never)

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
