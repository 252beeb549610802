"""The form of a question of the catalogue: a field for each parameter, filled in, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from leerweg.errors import AmbiguousTermError, InputError, UnknownTermError
from leerweg.linkeddata import Catalogue
from leerweg.linkeddata.catalogue import Entry, Parameter

__all__ = ["Field", "fill_fields"]

# Kinds of things whose names are offered while somebody types.
_SUGGESTED = ("competence", "qualification", "programme", "region")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as a field: what stands in it, and the key of the text that says why it cannot be used.

    `candidates` are the things that the text can mean: address part (IRI) and name.
    """

    parameter: Parameter
    text: str
    problem: str = ""
    candidates: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the parameter."""
        return self.parameter.name

    @property
    def suggests(self) -> str:
        """The kind of thing to offer names of, empty for none."""
        return self.parameter.things if self.parameter.things in _SUGGESTED else ""

    @property
    def meanings(self) -> Mapping[str, str]:
        """What the parameter means, by language."""
        return self.parameter.meanings


def fill_fields(
    catalogue: Catalogue, entry: Entry, given: Iterable[tuple[str, str]], *, language: str, today: date
) -> list[Field]:
    """The fields with what was given; with the examples when nothing was.

    Raises MalformedInputError for a name that the question does not have.
    """
    texts = dict(given)
    unknown = [(name, text) for name, text in texts.items() if name not in {one.name for one in entry.parameters}]
    if unknown:
        catalogue.query(entry, unknown, today=today, language=language)
    return [_field(catalogue, parameter, texts, language, today) for parameter in entry.parameters]


def _field(catalogue: Catalogue, parameter: Parameter, texts: Mapping[str, str], language: str, today: date) -> Field:
    text = texts.get(parameter.name, "").strip() if texts else parameter.short_example
    if parameter.name == "language" and (not texts or not text):
        text = language
    try:
        catalogue.terms(parameter, [text] if text else [], today=today, language=language)
    except AmbiguousTermError as several:
        return Field(parameter, text, "ambiguous", several.candidates)
    except UnknownTermError:
        return Field(parameter, text, "unknown")
    except InputError:
        return Field(parameter, text, parameter.takes.value if text else "needed")
    return Field(parameter, text)
