"""The pages that people read: a question, its answer with the proof, a page for every thing, and the validator."""

from leerweg.web.pages import create_router
from leerweg.web.things import ThingPages

__all__ = ["ThingPages", "create_router"]
