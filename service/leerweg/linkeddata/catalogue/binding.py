"""From what somebody gives to a query: the parameters of a question of the catalogue become RDF terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from leerweg.errors import InputError, MalformedInputError, UnknownTermError
from leerweg.linkeddata.catalogue.entries import Entry, Parameter, Value, read_entries
from leerweg.linkeddata.prefixes import load_prefixes
from leerweg.namespaces import XSD
from leerweg.store import Question
from leerweg.store.questions import Term

__all__ = ["Catalogue", "Given"]

Given = Iterable[tuple[str, str]]
"""Names and values of parameters as they were given; a name may come again, an empty value is none."""

_MOST_TEXT = 500
_REPEATED = 200
_PREFIXED = re.compile(r"(?P<prefix>[a-z][\w-]*):(?P<name>[\w.-]*)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Catalogue:
    """The questions that can be asked by name.

    `find` gives the IRI of the thing of a kind (`programme`) that a text means, or raises InputError. `base` is that of
    the data IRIs.
    """

    entries: tuple[Entry, ...]
    base: str
    find: Callable[[str, str], str]

    @classmethod
    def of(cls, questions: Iterable[Question], base: str, find: Callable[[str, str], str]) -> Catalogue:
        """The catalogue of those of these questions that have a theme."""
        return cls(read_entries(questions), base, find)

    def entry(self, name: str) -> Entry:
        """The question of this name; raises UnknownTermError when there is none."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise UnknownTermError(
            f"There is no question called '{name[:_REPEATED]}'.",
            where="the catalogue of questions",
            remedy="Look it up at /api/v1/questions, or with `leerweg ask`.",
        )

    def query(self, entry: Entry, given: Given, *, today: date, language: str) -> str:
        """The query with these values; an `on` that is not given is today, a `language` is the reader's.

        Raises MalformedInputError for a parameter that the question does not have or cannot take, and what `find`
        raises for a thing that is unknown or ambiguous.
        """
        texts = _by_name(entry, given)
        terms = {
            parameter.name: self.terms(parameter, texts[parameter.name], today=today, language=language)
            for parameter in entry.parameters
        }
        return entry.question.bind(**terms)

    def terms(self, parameter: Parameter, texts: Sequence[str], *, today: date, language: str) -> list[Term] | None:
        """What these texts mean as values of one parameter; None leaves it open. Raises InputError as `query` does."""
        if len(texts) > 1 and parameter.takes is not Value.THING:
            raise _malformed(parameter, "is given more than once.", "Give it once.")
        if any(len(text) > _MOST_TEXT for text in texts):
            raise _malformed(parameter, f"is longer than {_MOST_TEXT} characters.", "Give a code, a name or an IRI.")
        if texts:
            return [self._term(parameter, text) for text in texts]
        if parameter.needed:
            raise _malformed(parameter, "must be given.", f"For example {parameter.name}={parameter.short_example}.")
        return _default(parameter, today, language)

    def example(self, entry: Entry) -> str:
        """The query with the example of each parameter: it can be asked as it is."""
        return entry.question.bind(**{one.name: self._example(one) for one in entry.parameters})

    def _term(self, parameter: Parameter, text: str) -> Term:
        if parameter.takes is Value.DATE:
            return _day(parameter, text)
        if parameter.takes is Value.CHOICE:
            if text not in parameter.choices:
                said = ", ".join(parameter.choices)
                raise _malformed(parameter, f"cannot be '{text[:_REPEATED]}'.", f"Give one of: {said}.")
            return Literal(text)
        if parameter.things:
            try:
                return NamedNode(self.find(self._whole(text), parameter.things))
            except InputError as wrong:
                wrong.where = f"parameter {parameter.name}"
                raise
        return self._iri(parameter, text)

    def _iri(self, parameter: Parameter, text: str) -> NamedNode:
        """An IRI as it is written out, after a prefix of ours, or from `id/` on."""
        whole, match = self._whole(text), _PREFIXED.fullmatch(text)
        if match and match["prefix"] in load_prefixes():
            whole = load_prefixes()[match["prefix"]] + match["name"]
        try:
            if whole.startswith(("http://", "https://")):
                return NamedNode(whole)
        except ValueError:
            pass  # told below, with what else is no IRI
        remedy = "Give an IRI (http…), a prefixed name such as lw:Agreement, or the part of a data IRI from id/ on."
        raise _malformed(parameter, f"cannot be '{text[:_REPEATED]}': that is no IRI.", remedy)

    def _whole(self, text: str) -> str:
        return self.base + text if text.startswith("id/") else text

    def _example(self, parameter: Parameter) -> Term:
        if parameter.takes is Value.THING:
            return self._iri(parameter, parameter.example)
        return self._term(parameter, parameter.example)


def _by_name(entry: Entry, given: Given) -> Mapping[str, list[str]]:
    texts: dict[str, list[str]] = {parameter.name: [] for parameter in entry.parameters}
    for name, text in given:
        if name not in texts:
            known = f"It takes: {', '.join(texts)}." if texts else "It takes none."
            raise MalformedInputError(
                f"The question {entry.name} has no parameter '{name[:_REPEATED]}'.",
                where=f"parameter {name[:_REPEATED]}",
                remedy=known,
            )
        if text.strip():
            texts[name].append(text.strip())
    return texts


def _default(parameter: Parameter, today: date, language: str) -> list[Term] | None:
    if parameter.takes is Value.CHOICE:
        return [Literal(language if language in parameter.choices else parameter.choices[0])]
    return [_day(parameter, today.isoformat())] if parameter.name == "on" else None


def _day(parameter: Parameter, text: str) -> Literal:
    remedy = "Write a day as year-month-day, such as 2026-09-15."
    if not _DAY.fullmatch(text):
        raise _malformed(parameter, f"cannot be '{text[:_REPEATED]}': that is no date.", remedy)
    try:
        date.fromisoformat(text)
    except ValueError as impossible:
        raise _malformed(
            parameter, f"cannot be '{text}': there is no such day in the calendar.", remedy
        ) from impossible
    return Literal(text, datatype=NamedNode(XSD + "date"))


def _malformed(parameter: Parameter, what: str, remedy: str) -> MalformedInputError:
    return MalformedInputError(
        f"The parameter '{parameter.name}' {what}", where=f"parameter {parameter.name}", remedy=remedy
    )
