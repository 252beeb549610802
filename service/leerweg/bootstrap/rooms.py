"""The rooms of a service, wired to each other and to the store that the settings name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError
from pyoxigraph import Triple

from leerweg import linkeddata, validation
from leerweg.coverage import CoverageAtlas, EvidenceSource, Finder, IndexKeeper
from leerweg.coverage.asking import catalogue as main_questions
from leerweg.errors import ConfigurationError, UnacceptableContentError
from leerweg.isolation import prepare
from leerweg.linkeddata import Catalogue, SparqlService
from leerweg.linkeddata.catalogue import own_questions
from leerweg.linkeddata.statements import statements_about
from leerweg.namespaces import Identifiers
from leerweg.publishing import Gate, Publisher, Receipt
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology
from leerweg.store import Store
from leerweg.store.answer_cache import AnswerCache
from leerweg.store.embedded import EmbeddedStore
from leerweg.store.endpoint import EndpointStore
from leerweg.store.exchange import Addresses, Exchange
from leerweg.store.label_index import LabelIndex
from leerweg.validation import Alternatives, Neighbourhood, Validator
from leerweg.validation.reports import render_text

__all__ = [
    "MOST_GATED_TRIPLES",
    "Service",
    "answer_query",
    "assemble",
    "evidence_of",
    "load_example",
    "load_ontology",
    "open_store",
    "publishing_gate",
    "read_settings",
]

# A delivery up to this size is held against the shapes before it is published (about a second per 4,000 triples).
MOST_GATED_TRIPLES = 20_000
_GATE_SECONDS = 120.0
# What workers import once, in the process they are forked from.
_WORKER_MODULES = (*validation.WORKER_MODULES, *linkeddata.WORKER_MODULES)


@dataclass(frozen=True)
class Service:
    """Every room, wired: what a face needs and nothing else. `index` None: a store whose revisions may change."""

    settings: Settings
    identifiers: Identifiers
    store: Store
    labels: LabelIndex
    finder: Finder
    answers: AnswerCache
    index: IndexKeeper | None
    atlas: CoverageAtlas
    publisher: Publisher
    validator: Validator
    lonely_validator: Validator
    catalogue: Catalogue
    sparql: SparqlService


def read_settings(given: Mapping[str, object]) -> Settings:
    """The settings of the environment, with these changed. Raises ConfigurationError for one that cannot be."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as impossible:
        first = impossible.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(
            f"The setting '{name}' cannot be used: {first['msg']}.",
            where=f"LEERWEG_{name.upper()} or --{name.replace('_', '-')}",
            remedy="See the reference of settings for what it may be.",
        ) from impossible


def assemble(settings: Settings, *, program: str = "") -> Service:
    """The service that these settings describe. Raises ConfigurationError or StoreError when it cannot be.

    `program` names the module that was started, so that isolated workers do not each load it again.
    """
    identifiers = Identifiers(settings.base)
    store, state = _store(settings, identifiers)
    labels = LabelIndex(state / "labels.sqlite", store)
    finder = Finder(store, labels)
    immutable = isinstance(store, EmbeddedStore)
    answers = AnswerCache(store, lasting=immutable)
    index = IndexKeeper(store) if immutable else None
    prepare([*_WORKER_MODULES, program] if program else _WORKER_MODULES)
    lonely = Validator(seconds=settings.validation_seconds, megabytes=settings.worker_megabytes, base=settings.base)
    return Service(
        settings=settings,
        identifiers=identifiers,
        store=store,
        labels=labels,
        finder=finder,
        answers=answers,
        index=index,
        atlas=CoverageAtlas(store, finder, answers, EvidenceSource(index)),
        publisher=Publisher(store, identifiers, state / "acknowledgements"),
        validator=replace(lonely, fetch_context=Neighbourhood(store), fetch_alternatives=Alternatives(store)),
        lonely_validator=lonely,
        catalogue=Catalogue.of(
            [*own_questions(), *main_questions()],
            settings.base,
            lambda text, kind: finder.find(text, kinds=[kind])[0].iri,
        ),
        sparql=SparqlService.of(settings, store),
    )


def open_store(settings: Settings) -> Store:
    """The store that these settings name, for another process. Raises ConfigurationError."""
    return _store(settings, Identifiers(settings.base))[0]


def load_ontology(service: Service) -> Receipt:
    """Publish the ontology, code lists, shapes and parameters of this release; nothing happens when they stand."""
    return service.publisher.publish(read_ontology(service.identifiers))


def load_example(service: Service) -> Receipt:
    """Publish the example region; nothing happens when it stands."""
    return service.publisher.publish(read_example(service.identifiers))


def publishing_gate(service: Service) -> Gate:
    """What a delivery must pass: the shapes of the publishing profile, up to MOST_GATED_TRIPLES triples.

    The gate raises UnacceptableContentError with the findings when a Violation is found.
    """
    validator = replace(service.validator, seconds=_GATE_SECONDS, fetch_alternatives=None)

    def gate(triples: Path, count: int) -> None:
        if count > MOST_GATED_TRIPLES:
            return
        report = validator.validate(triples.read_bytes(), format="application/n-triples", name="The delivery")
        if not report.conforms:
            raise UnacceptableContentError(
                f"The delivery breaks rules that block publishing.\n{render_text(report, 'en')}",
                where="the delivery",
                remedy="Mend what is named above and deliver again; nothing was written.",
            )

    return gate


def answer_query(service: Service, query: str, media_types: Iterable[str]) -> bytes:
    """The answer to a query of the user's own, in the first of these media types that suits its form.

    Guarded and isolated like any foreign query. Raises QueryRefusedError, WorkLimitError and StoreError.
    """
    guarded = linkeddata.guard_query(query)
    offered = linkeddata.offered_types(guarded)
    media_type = next(kind for kind in media_types if kind in offered)
    return service.sparql.answer(guarded, media_type).content


def evidence_of(service: Service, things: Iterable[str]) -> Iterator[Triple]:
    """What the graph states of the things that an answer names."""
    with service.store.reader() as reader:
        yield from statements_about(reader, things)


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
