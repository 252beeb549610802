"""Talking to a SPARQL endpoint: requests out, bytes back, each failure as the error a person can act on."""

from __future__ import annotations

import http.client
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from pyoxigraph import NamedNode
from SPARQLWrapper import BASIC, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)

from leerweg.errors import (
    QueryRefusedError,
    StoreAccessError,
    StoreAnswerError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
)

__all__ = ["Addresses", "Exchange"]

_FORBIDDEN = (401, 403)
_TIMEOUTS = (408, 504)


@dataclass(frozen=True)
class Addresses:
    """Where an endpoint answers queries, takes updates and takes whole graphs, and who we are there.

    `graph_store` may be empty: then graphs are written by updates, which is slower. `seconds` bounds each request.
    """

    query: str
    update: str
    graph_store: str = ""
    user: str = ""
    password: str = ""
    seconds: float = 30.0


class Exchange:
    """Requests to one endpoint. Every method raises a StoreError that says what failed and what to check."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses

    def ask(self, query: str, *, triples: bool) -> bytes:
        """The answer to a query: SPARQL results as JSON, or triples as Turtle."""
        wrapper = self._wrapper(self.addresses.query)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(TURTLE if triples else JSON)
        with self._explained(self.addresses.query):
            response = wrapper.query().response
            kind = str(response.headers.get("Content-Type", ""))
            wanted = ("turtle", "n-triples") if triples else ("json",)
            if not any(word in kind for word in wanted):
                raise StoreAnswerError(
                    f"The endpoint answered with '{kind or 'no media type'}' instead of {' or '.join(wanted)}.",
                    where=self.addresses.query,
                    remedy="Check that the address is a SPARQL query endpoint and not a web page.",
                )
            answer: bytes = response.read()
            return answer

    def update(self, update: str) -> None:
        """Run an update; returns when the endpoint says that it is done."""
        wrapper = self._wrapper(self.addresses.update)
        wrapper.setQuery(update)
        with self._explained(self.addresses.update):
            wrapper.query().response.read()

    def put_graph(self, graph: NamedNode, triples: Path) -> None:
        """Replace one named graph by the N-Triples in a file (Graph Store Protocol), streamed."""
        address = f"{self.addresses.graph_store}?graph={quote(graph.value, safe='')}"
        with triples.open("rb") as body, self._explained(self.addresses.graph_store):
            request = Request(address, data=body, method="PUT")  # noqa: S310  (the scheme is checked in bootstrap)
            request.add_header("Content-Type", "application/n-triples")
            request.add_header("Content-Length", str(triples.stat().st_size))
            if self.addresses.user:
                pair = f"{self.addresses.user}:{self.addresses.password}".encode()
                request.add_header("Authorization", f"Basic {b64encode(pair).decode('ascii')}")
            with urlopen(request, timeout=self.addresses.seconds) as response:  # noqa: S310  (see above)
                response.read()

    def _wrapper(self, address: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(address)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(self.addresses.seconds)))
        if self.addresses.user:
            wrapper.setHTTPAuth(BASIC)
            wrapper.setCredentials(self.addresses.user, self.addresses.password)
        return wrapper

    @contextmanager
    def _explained(self, address: str) -> Iterator[None]:
        try:
            yield
        except (SPARQLWrapperException, HTTPError) as refused:
            raise _refusal(refused, address) from refused
        except TimeoutError as slow:
            raise self._too_slow(address) from slow
        except URLError as lost:
            if isinstance(lost.reason, TimeoutError):
                raise self._too_slow(address) from lost
            raise StoreUnavailableError(
                f"There is no connection to the store: {lost.reason}.",
                where=address,
                remedy="Check that it runs and that the address is right.",
            ) from lost
        except http.client.HTTPException as broken:
            raise StoreAnswerError(
                f"The endpoint's answer broke off: {broken!r}.", where=address, remedy="Try again; check its log."
            ) from broken
        except OSError as lost:
            raise StoreUnavailableError(
                f"The connection to the store was lost: {lost}.", where=address, remedy="Check that it still runs."
            ) from lost

    def _too_slow(self, address: str) -> StoreTimeoutError:
        return StoreTimeoutError(
            f"The store gave no answer within {self.addresses.seconds:g} seconds.",
            where=address,
            remedy="Try again, or raise LEERWEG_STORE_TIMEOUT.",
        )


def _refusal(refused: SPARQLWrapperException | HTTPError, address: str) -> StoreError | QueryRefusedError:
    """The error for an HTTP status that is not success."""
    status = refused.code if isinstance(refused, HTTPError) else 0
    if isinstance(refused, Unauthorized) or status in _FORBIDDEN:
        return StoreAccessError(
            "The store refused the credentials.",
            where=address,
            remedy="Set LEERWEG_STORE_USER and LEERWEG_STORE_PASSWORD to an account that may do this.",
        )
    if isinstance(refused, QueryBadFormed):
        return QueryRefusedError(f"The endpoint found a mistake in the query: {_first_line(refused)}.", where=address)
    if isinstance(refused, EndPointNotFound):
        return StoreUnavailableError(
            "There is no SPARQL endpoint at this address (404).", where=address, remedy="Check the address."
        )
    if status in _TIMEOUTS:
        return StoreTimeoutError(f"The endpoint gave up ({status}).", where=address, remedy="Try again later.")
    what = "an internal error (500)" if isinstance(refused, EndPointInternalError) else f"status {status or 'unknown'}"
    return StoreError(f"The endpoint answered with {what}.", where=address, remedy="Look in the endpoint's own log.")


def _first_line(refused: Exception) -> str:
    """The endpoint's own words on a mistake, without the wrapper's decoration."""
    lines = [line.strip(" b'\"") for line in str(refused).replace("\\n", "\n").splitlines() if line.strip()]
    return lines[-1] if lines else "no explanation"
