"""What the routes share of content negotiation: reading a request's wish, writing the answer in that form."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Depends, Request, Response

from leerweg.linkeddata import choose_media_type

__all__ = ["media_type_for", "require_json", "respond"]


def media_type_for(request: Request, offered: Sequence[str], wish: str = "") -> str:
    """The media type to answer with: `?_mediatype=`, `?format=` or `wish`, else the header Accept.

    Raises NotAcceptableError when none of `offered` is asked for.
    """
    asked = request.query_params.get("_mediatype") or request.query_params.get("format") or wish
    # Several headers of one name are one list.
    return choose_media_type(offered, ", ".join(request.headers.getlist("accept")), asked)


def respond(content: bytes | str, media_type: str, **headers: str) -> Response:
    """A response of this type; text says that it is UTF-8, and varies with what was asked for."""
    stated = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    sent = {"Vary": "Accept, Accept-Language"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(content, headers={**sent, "Content-Type": stated})


def _require_json(request: Request) -> None:
    choose_media_type(["application/json"], ", ".join(request.headers.getlist("accept")))


require_json = Depends(_require_json)
"""For routes that answer with JSON only: NotAcceptableError when the request does not take it."""
