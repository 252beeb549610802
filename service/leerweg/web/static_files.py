"""The style sheet and the script: served by ourselves, under addresses that change with their content."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter, Response

__all__ = ["StaticFiles"]

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class StaticFiles:
    """The files of `static/`, each under `/static/<stem>.<digest><suffix>`."""

    @cached_property
    def _files(self) -> dict[str, tuple[str, bytes, str]]:
        files = {}
        for path in sorted(_FOLDER.iterdir()):
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()[:16]
            files[path.name] = (f"{path.stem}.{digest}{path.suffix}", content, _TYPES[path.suffix])
        return files

    def address(self, name: str) -> str:
        """Where the file is served; raises KeyError when there is no such file."""
        return f"/static/{self._files[name][0]}"

    def router(self) -> APIRouter:
        """The routes that serve the files."""
        router = APIRouter()
        served = {hashed: (content, kind) for hashed, content, kind in self._files.values()}

        @router.get("/static/{name}", include_in_schema=False)
        def serve(name: str) -> Response:
            if name not in served:
                return Response("There is no such file.", 404, media_type="text/plain")
            content, kind = served[name]
            headers = {
                "Cache-Control": "public, max-age=31536000, immutable",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'",
            }
            return Response(content, headers=headers, media_type=kind)

        return router
