"""The web application: the API, linked data and pages, wired to the rooms of a service."""

from __future__ import annotations

from fastapi import FastAPI

from leerweg import web
from leerweg.api.application import create_application as create_api
from leerweg.api.serving import options
from leerweg.bootstrap.rooms import Service

__all__ = ["create_application", "options"]


def create_application(service: Service) -> FastAPI:
    """The web application: the API, linked data, and the pages that people read."""
    identifiers, finder, atlas, store = service.identifiers, service.finder, service.atlas, service.store
    things = web.ThingPages.of(identifiers=identifiers, finder=finder, atlas=atlas, store=store)
    pages = web.create_router(
        settings=service.settings,
        identifiers=identifiers,
        finder=finder,
        atlas=atlas,
        store=store,
        validator=service.validator,
        catalogue=service.catalogue,
        sparql=service.sparql,
    )
    return create_api(
        settings=service.settings,
        identifiers=identifiers,
        store=store,
        finder=finder,
        atlas=atlas,
        validator=service.validator,
        cache=service.answers,
        catalogue=service.catalogue,
        sparql=service.sparql,
        page=things.respond,
        home_router=pages,
        indexed=lambda revision: service.index is not None and service.index.at(revision) is not None,
    )
