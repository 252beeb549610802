"""How the server listens: the choices that keep a public service safe, in one place."""

from __future__ import annotations

from leerweg.settings import Settings

__all__ = ["options"]

_CONNECTIONS = 200


def options(settings: Settings) -> dict[str, object]:
    """Keyword arguments for `uvicorn.run` or `uvicorn.Config`.

    httptools refuses requests with two lengths, which other parsers let through; headers of proxies are not believed,
    for anyone can send them; queries are not logged, for they are what people looked for.
    """
    return {
        "host": settings.host,
        "port": settings.port,
        "http": "httptools",
        "ws": "none",
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "limit_concurrency": _CONNECTIONS,
        "timeout_keep_alive": 5,
        "timeout_graceful_shutdown": 10,
        "log_level": "warning",
    }
