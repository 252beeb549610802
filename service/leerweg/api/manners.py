"""Small manners of HTTP that hold for every address."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BODILESS", "Manners"]

BODILESS = "leerweg.bodiless"
"""The key in the scope of a request that was HEAD: whoever gives something once does not give it then."""


class Manners:
    """Middleware: HEAD is answered as GET without its body, and no browser guesses at a type that was stated."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer; leave the body out of the answer to HEAD."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"

        async def send_mannered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("X-Content-Type-Options", "nosniff")
            elif bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", BODILESS: True} if bodiless else scope, receive, send_mannered)
