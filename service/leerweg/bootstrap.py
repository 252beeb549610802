"""The composition root: the one place that names a concrete store and hands each room what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leerweg.coverage import CoverageAtlas, Finder
from leerweg.errors import ConfigurationError
from leerweg.namespaces import Identifiers
from leerweg.publishing import Publisher
from leerweg.settings import Settings
from leerweg.store import Store
from leerweg.store.embedded import EmbeddedStore
from leerweg.store.endpoint import EndpointStore
from leerweg.store.exchange import Addresses, Exchange
from leerweg.store.label_index import LabelIndex

__all__ = ["Service", "assemble"]


@dataclass(frozen=True)
class Service:
    """Every room, wired: what a face needs and nothing else."""

    settings: Settings
    identifiers: Identifiers
    store: Store
    labels: LabelIndex
    finder: Finder
    atlas: CoverageAtlas
    publisher: Publisher


def assemble(settings: Settings) -> Service:
    """The service that these settings describe. Raises ConfigurationError or StoreError when it cannot be."""
    identifiers = Identifiers(settings.base)
    store, state = _store(settings, identifiers)
    labels = LabelIndex(state / "labels.sqlite", store)
    finder = Finder(store, labels)
    return Service(
        settings=settings,
        identifiers=identifiers,
        store=store,
        labels=labels,
        finder=finder,
        atlas=CoverageAtlas(store, finder),
        publisher=Publisher(store, identifiers, state / "acknowledgements"),
    )


def _store(settings: Settings, identifiers: Identifiers) -> tuple[Store, Path]:
    """The store, and the folder for what belongs beside it."""
    catalogue = identifiers.of("graph", "catalogue")
    place = settings.store
    if place.startswith(("http://", "https://")):
        addresses = Addresses(
            query=place,
            update=settings.update_address or place,
            graph_store=settings.graph_store_address,
            user=settings.store_user,
            password=settings.store_password.get_secret_value(),
            seconds=settings.store_timeout,
        )
        return EndpointStore(Exchange(addresses), catalogue), settings.state
    if "://" in place:
        raise ConfigurationError(
            f"'{place}' is neither a folder nor an http(s) address.",
            where="setting store",
            remedy="Give a folder, or the address of a SPARQL endpoint.",
        )
    folder = Path(place)
    return EmbeddedStore(folder, catalogue), folder
