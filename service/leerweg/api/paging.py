"""Links from page to page, which always lead somewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

from leerweg.errors import UnknownTermError

__all__ = ["page_links", "pages_of"]


def pages_of(total: int, size: int) -> int:
    """How many pages a list has; an empty list has one."""
    return max(1, -(-total // size)) if size else 1


def page_links(request: Request, page: int, pages: int) -> str:
    """The `Link` header of a page: first, prev, next, last, each only where there is such a page.

    Addresses are relative to the request's own, so that they hold behind any host and path. Raises UnknownTermError
    for a page beyond the last.
    """
    if page > pages:
        raise UnknownTermError(
            f"There is no page {page}; the last one is {pages}.", where="parameter page", remedy="Follow the links."
        )
    targets = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    return ", ".join(
        f'<{_address(request, number)}>; rel="{relation}"'
        for relation, number in targets.items()
        if 1 <= number <= pages
    )


def _address(request: Request, page: int) -> str:
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"?{urlencode([*others, ('page', str(page))])}"
