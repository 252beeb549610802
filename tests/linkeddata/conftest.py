"""The example region in a store of its own."""

from datetime import date

import pytest

from leerweg.bootstrap import assemble
from leerweg.isolation import prepare
from leerweg.linkeddata import WORKER_MODULES, Documents
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology

DAY = date(2026, 9, 15)


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """The service over the example region."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("region"))))
    prepare(WORKER_MODULES)
    for read in (read_ontology, read_example):
        service.publisher.publish(read(service.identifiers))
    yield service
    service.store.close()


@pytest.fixture(scope="session")
def documents(region):
    return Documents(region.store)


@pytest.fixture(scope="session")
def spaak(region) -> str:
    """The IRI of Fietsatelier De Gouden Spaak, Hasselt."""
    return region.identifiers.of("site", "8998010307").value
