"""Errors that leave a thread: without what its frames still held."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from fastapi.routing import APIRoute

__all__ = ["ThreadRoute", "settled"]

P = ParamSpec("P")
T = TypeVar("T")


def settled(function: Callable[P, T]) -> Callable[P, T]:
    """The function, whose errors keep no local variables.

    The rows of a query belong to the thread that asked; let go of in another one they would never be freed.
    """

    @wraps(function)
    def run(*arguments: P.args, **more: P.kwargs) -> T:
        try:
            return function(*arguments, **more)
        except Exception as error:
            link: BaseException | None = error
            while link is not None:
                traceback.clear_frames(link.__traceback__)
                link = link.__cause__ or link.__context__
            raise

    return run


class ThreadRoute(APIRoute):
    """A route whose endpoint, where it runs in a thread, is settled."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        super().__init__(path, endpoint if inspect.iscoroutinefunction(endpoint) else settled(endpoint), **more)
