"""What a source is called: by its label, else by what its address says of it."""

from __future__ import annotations

import re

from leerweg.namespaces import LW, SCHEME
from leerweg.validation.labels import Labels
from leerweg.validation.report import Source
from leerweg.validation.shapes import LANGUAGES
from leerweg.validation.wording import day_in_words, in_every_language, words_in

__all__ = ["cite"]

_NOTE = f"{SCHEME}concept-note/"
_OWN = LW.rstrip("#")
# The European Legislation Identifier of the Belgian official journal: type, date and number of a text.
_LAW = re.compile(r"https?://www\.ejustice\.just\.fgov\.be/eli/(?P<kind>\w+)/(?P<date>\d{4}/\d\d/\d\d)/\d+")


def cite(iri: str, labels: Labels) -> Source:
    """The source with its title in each language; the address itself when nothing better is known."""
    named = labels.known(iri)
    if named and iri.startswith(_NOTE):
        return Source(iri, in_every_language("law.note", code=iri.removeprefix(_NOTE), label=named))
    if named:
        return Source(iri, named)
    if iri == _OWN:
        return Source(iri, in_every_language("law.own"))
    law = _LAW.match(iri)
    if law and f"law.{law['kind']}" in words_in("nl"):
        day = day_in_words(law["date"].replace("/", "-"))
        return Source(iri, in_every_language(f"law.{law['kind']}", day=day))
    return Source(iri, dict.fromkeys(LANGUAGES, iri))
