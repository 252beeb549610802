"""Services over real embedded stores: the example region, and small ones that a test fills itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, Triple

from leerweg.bootstrap import Service, assemble
from leerweg.model.delivery import Delivery, Location, Record
from leerweg.namespaces import ALT_LABEL, NOTATION, PREF_LABEL, RDF_TYPE, lw
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology


@pytest.fixture(scope="session")
def region(tmp_path_factory) -> Service:
    """The ontology and the example region, published as a new installation has them."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("region") / "store")))
    service.publisher.publish(read_ontology(service.identifiers))
    service.publisher.publish(read_example(service.identifiers))
    return service


@pytest.fixture
def service(tmp_path) -> Service:
    """A service over an empty store."""
    return assemble(Settings(store=str(tmp_path / "store")))


@pytest.fixture
def deliver(service):
    """Publish triples as a delivery of the data set `key`; a later one of the same key supersedes it."""

    def publish(key: str, triples: list[Triple], version: int = 1) -> None:
        records = iter([Record(key, Location(key), tuple(triples))])
        service.publisher.publish(
            Delivery(source="test", key=key, title=key, digest=f"{key}-{version}", records=records, origin=(key,))
        )

    return publish


@pytest.fixture
def competence(service):
    """The triples of a competence of this code, with labels `language=text` and alternative names."""

    def make(code: str, *, also: tuple[str, ...] = (), **labels: str) -> list[Triple]:
        thing = service.identifiers.of("competence", code)
        return [
            Triple(thing, RDF_TYPE, lw("Competence")),
            Triple(thing, NOTATION, Literal(code)),
            *(Triple(thing, PREF_LABEL, Literal(text, language=tag)) for tag, text in labels.items()),
            *(Triple(thing, ALT_LABEL, Literal(text, language="nl")) for text in also),
        ]

    return make


@pytest.fixture
def label_file(tmp_path) -> Path:
    """Where `service` keeps its label index."""
    return tmp_path / "store" / "labels.sqlite"
