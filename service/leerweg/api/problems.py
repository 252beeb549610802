"""From errors to HTTP: the one table of statuses, and RFC 9457 problem documents for whatever goes wrong."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leerweg import errors

__all__ = [
    "KINDS",
    "PROBLEMS",
    "PROBLEM_TYPE",
    "Candidate",
    "Problem",
    "ProblemKind",
    "add_problem_handlers",
    "problem_of",
    "render",
]

PROBLEM_TYPE = "application/problem+json"
_LOG = logging.getLogger("leerweg.api")
_RETRY_SECONDS = 5
_PRIVATE = "The operator finds the details in the log."


class Candidate(BaseModel):
    """One of the things that an ambiguous name can mean."""

    iri: str
    label: str


class Problem(BaseModel):
    """What went wrong, where, and how to mend it (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    where: str = ""
    remedy: str = ""
    candidates: list[Candidate] | None = None


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem: its name (the end of its type; may be empty), HTTP status and title.

    `private`: the details are for the operator's log, not for a stranger. `retry`: the same request may work later.
    """

    name: str
    status: HTTPStatus
    title: str
    private: bool = False
    retry: bool = False


_BAD_PARAMETER = ProblemKind("bad-parameter", HTTPStatus.BAD_REQUEST, "A parameter cannot be used")
_DEFECT = ProblemKind("defect", HTTPStatus.INTERNAL_SERVER_ERROR, "Something is wrong here", private=True)
_NOT_FOUND = ProblemKind("not-found", HTTPStatus.NOT_FOUND, "There is nothing at this address")
_NO_SUCH_METHOD = ProblemKind("no-such-method", HTTPStatus.METHOD_NOT_ALLOWED, "This cannot be done at this address")

PROBLEMS: dict[type[errors.LeerwegError], ProblemKind] = {
    errors.UnknownTermError: ProblemKind("unknown-term", HTTPStatus.NOT_FOUND, "Nothing answers to this"),
    errors.AmbiguousTermError: ProblemKind("ambiguous-term", HTTPStatus.BAD_REQUEST, "More than one thing is meant"),
    errors.MalformedInputError: ProblemKind("malformed", HTTPStatus.BAD_REQUEST, "This cannot be read"),
    errors.QueryRefusedError: ProblemKind("query-refused", HTTPStatus.BAD_REQUEST, "This query is not run"),
    errors.NotAcceptableError: ProblemKind("not-acceptable", HTTPStatus.NOT_ACCEPTABLE, "Not offered in this form"),
    errors.InputTooLargeError: ProblemKind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large"),
    errors.UnsupportedFormatError: ProblemKind(
        "unsupported-format", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A format that is not read here"
    ),
    errors.UnacceptableContentError: ProblemKind(
        "unacceptable-content", HTTPStatus.UNPROCESSABLE_ENTITY, "Readable, but it may not say this"
    ),
    errors.InputError: ProblemKind("bad-input", HTTPStatus.BAD_REQUEST, "This cannot be used"),
    errors.WorkLimitError: ProblemKind(
        "work-limit", HTTPStatus.SERVICE_UNAVAILABLE, "This takes more than is given to one request", retry=True
    ),
    errors.StoreUnavailableError: ProblemKind(
        "store-unavailable", HTTPStatus.SERVICE_UNAVAILABLE, "The store cannot be reached", private=True, retry=True
    ),
    errors.StoreInUseError: ProblemKind(
        "store-in-use", HTTPStatus.SERVICE_UNAVAILABLE, "The store is in use", private=True, retry=True
    ),
    errors.StoreTimeoutError: ProblemKind(
        "store-timeout", HTTPStatus.GATEWAY_TIMEOUT, "The store did not answer in time", private=True
    ),
    errors.StoreAccessError: ProblemKind(
        "store-access", HTTPStatus.BAD_GATEWAY, "The store refuses this service", private=True
    ),
    errors.StoreAnswerError: ProblemKind(
        "store-answer", HTTPStatus.BAD_GATEWAY, "The store answers with something else", private=True
    ),
    errors.StoreError: ProblemKind(
        "store-failure", HTTPStatus.SERVICE_UNAVAILABLE, "The store cannot do this", private=True, retry=True
    ),
    errors.LeerwegError: _DEFECT,
}
"""Which kind of problem each error is; an error that is not named here is its nearest ancestor's."""

KINDS = (*dict.fromkeys(PROBLEMS.values()), _BAD_PARAMETER, _NOT_FOUND, _NO_SUCH_METHOD)
"""Every kind of problem that has a name."""


def render(request: Request, error: errors.LeerwegError) -> Response:
    """The problem document of an error; the details of a failing store go to the log and not to a stranger."""
    kind = _kind(error)
    if kind.private:
        _LOG.error("%s: %s", kind.name, error)
        return _document(request, kind, detail=_PRIVATE)
    candidates = (
        [Candidate(iri=iri, label=label) for iri, label in error.candidates]
        if isinstance(error, errors.AmbiguousTermError)
        else None
    )
    return _document(request, kind, detail=error.message, where=error.where, remedy=error.remedy, candidates=candidates)


def problem_of(error: errors.LeerwegError) -> Problem:
    """The problem of one document among several; what a failing store says goes to the log and not to a stranger."""
    kind = _kind(error)
    told: dict[str, object] = {"type": f"/api/v1/problems/{kind.name}", "title": kind.title, "status": int(kind.status)}
    if kind.private:
        _LOG.error("%s: %s", kind.name, error)
        return Problem.model_validate({**told, "detail": _PRIVATE})
    return Problem.model_validate({**told, "detail": error.message, "where": error.where, "remedy": error.remedy})


def _kind(error: errors.LeerwegError) -> ProblemKind:
    return next(PROBLEMS[ancestor] for ancestor in type(error).__mro__ if ancestor in PROBLEMS)


def add_problem_handlers(application: FastAPI) -> None:
    """Make every failure of the application a problem document, the ones nobody foresaw included."""
    application.add_exception_handler(errors.LeerwegError, _on_error)
    application.add_exception_handler(RequestValidationError, _on_bad_parameters)
    application.add_exception_handler(HTTPException, _on_http)
    application.add_middleware(_LastResort)


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.LeerwegError)
    return render(request, error)


async def _on_bad_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    known = {str(fault["loc"][-1]) for fault in faults if len(fault["loc"]) > 1}
    detail = "; ".join(dict.fromkeys(_fault(fault["loc"], fault["type"], fault["msg"]) for fault in faults))
    return _document(
        request,
        _BAD_PARAMETER,
        detail=f"{detail}.",
        where=", ".join(f"parameter {name[:60]}" for name in sorted(known)),
        remedy="The parameters of this address are described in /openapi.json.",
    )


def _fault(location: tuple[str | int, ...], fault: str, message: str) -> str:
    """One sentence about a parameter; what was given is not repeated."""
    name = str(location[-1])[:60]
    if fault == "extra_forbidden":
        return f"There is no parameter '{name}' here"
    if fault == "missing":
        return f"The parameter '{name}' is missing"
    said = message.removeprefix("Value error, ").rstrip(".")
    return f"The parameter '{name}' cannot be used: {said[:1].lower()}{said[1:]}"


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed_methods(request)
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
        response = _document(request, _NO_SUCH_METHOD, detail=f"{request.method} is not one of {allowed}.")
        response.headers["Allow"] = allowed
        return response
    if error.status_code == HTTPStatus.NOT_FOUND:
        return _document(
            request, _NOT_FOUND, detail="No route leads there.", remedy="/openapi.json lists every address."
        )
    status = HTTPStatus(error.status_code)
    return _document(request, ProblemKind("", status, status.phrase), detail=str(error.detail))


class _LastResort:
    """Middleware: what nobody foresaw goes to the log, and the connection lives on with a plain answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noticed)
        except Exception:
            if begun or scope["type"] != "http":
                raise  # a half-sent answer can only be broken off
            _LOG.exception("A defect of the service")
            said = "This is a defect of the service; its log says more."
            answer = _document(Request(scope), _DEFECT, detail=said, remedy="Please report it.")
            await answer(scope, receive, send)


def _document(request: Request, kind: ProblemKind, **members: object) -> Response:
    problem = Problem.model_validate(
        {
            "type": f"/api/v1/problems/{kind.name}" if kind.name else "about:blank",
            "title": kind.title,
            "status": int(kind.status),
            "instance": request.url.path,
            **members,
        }
    )
    headers = {"Cache-Control": "no-store"}
    if kind.retry:
        headers["Retry-After"] = str(_RETRY_SECONDS)
    content = problem.model_dump_json(exclude_none=True)
    return Response(content, status_code=kind.status, media_type=PROBLEM_TYPE, headers=headers)


def _allowed_methods(request: Request) -> str:
    """Every method that some route takes at this address."""
    allowed = {"OPTIONS"}
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            allowed.add(method)
    if "GET" in allowed:
        allowed.add("HEAD")
    return ", ".join(sorted(allowed))
