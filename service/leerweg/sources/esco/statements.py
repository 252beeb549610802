"""The statements of one ESCO row: terms made from cells, nothing said twice, oddities noted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.namespaces import ALT_LABEL, DCT, NOTATION, PREF_LABEL, RDF_TYPE, SKOS, XSD
from leerweg.sources.digests import short_digest
from leerweg.sources.text import plain, prose

__all__ = ["ESCO_IRIS", "Said", "Statements", "split_iris", "split_labels"]

ESCO_IRIS = "http://data.europa.eu/esco/"
"""Where every IRI of ESCO begins; a table of ESCO describes nothing else."""

HIDDEN_LABEL = NamedNode(SKOS + "hiddenLabel")
_MODIFIED = NamedNode(DCT + "modified")
_DATE_TIME = NamedNode(XSD + "dateTime")
_LABELS = re.compile(r"\s*\n\s*|\s+\|\s+")
_IRIS = re.compile(r"[\s,|]+")


class Said:
    """What earlier rows of the delivery said, so that labels meet across tables, languages and versions."""

    def __init__(self) -> None:
        self._triples: set[bytes] = set()
        self._texts: dict[tuple[str, str, str], bytes] = {}

    def is_new(self, triple: Triple) -> bool:
        """Whether this triple was not said before; from now on it was."""
        digest = short_digest(str(triple))
        if digest in self._triples:
            return False
        self._triples.add(digest)
        return True

    def first(self, subject: str, predicate: str, language: str, text: str) -> bool | None:
        """True for the first text of this property in this language, None for the same again, False for another."""
        digest = short_digest(text)
        known = self._texts.setdefault((subject, predicate, language), digest)
        if known is digest:
            return True
        return None if known == digest else False

    def is_preferred(self, subject: str, language: str, text: str) -> bool:
        """Whether this is the preferred label already."""
        return self._texts.get((subject, PREF_LABEL.value, language)) == short_digest(text)


@dataclass
class Statements:
    """Gathers the triples and notes of one row about one concept."""

    said: Said
    iri: str
    language: str
    triples: list[Triple] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    subject: NamedNode = field(init=False)

    def __post_init__(self) -> None:
        self.subject = NamedNode(self.iri)

    def say(self, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """State it, unless it was stated before."""
        triple = Triple(self.subject, predicate, value)
        if self.said.is_new(triple):
            self.triples.append(triple)

    def types(self, *classes: NamedNode) -> None:
        """State each class of the concept."""
        for one in classes:
            self.say(RDF_TYPE, one)

    def preferred(self, cell: str) -> None:
        """The preferred label; a second one in the same language becomes an alternative and is noted."""
        label = plain(cell)
        if label != cell:
            self.notes.append("Surplus blanks or invisible characters were taken out of the preferred label.")
        if not label:
            self.notes.append("There is no preferred label.")
            return
        first = self.said.first(self.iri, PREF_LABEL.value, self.language, label)
        if first:
            self.say(PREF_LABEL, Literal(label, language=self.language))
        elif first is False:
            self.say(ALT_LABEL, Literal(label, language=self.language))
            self.notes.append(f"A second preferred label in '{self.language}' is kept as an alternative: {label}.")

    def alternatives(self, cell: str, predicate: NamedNode = ALT_LABEL) -> None:
        """The other labels of a cell; what repeats the preferred label or another one is left out and noted."""
        labels = split_labels(cell)
        kept = list(dict.fromkeys(labels))
        if len(kept) < len(labels):
            self.notes.append(f"{len(labels) - len(kept)} of the alternative labels stood there twice.")
        for label in kept:
            if self.said.is_preferred(self.iri, self.language, label):
                self.notes.append("The preferred label stood among the alternatives too.")
            else:
                self.say(predicate, Literal(label, language=self.language))

    def text(self, predicate: NamedNode, cell: str, name: str) -> None:
        """A description or note: of differing texts in one language the first one read (the newest) stands."""
        text = prose(cell)
        if not text:
            return
        first = self.said.first(self.iri, predicate.value, self.language, text)
        if first:
            self.say(predicate, Literal(text, language=self.language))
        elif first is False:
            self.notes.append(f"Another {name} in '{self.language}' was read before; this one is left out.")

    def code(self, cell: str) -> None:
        """The code as notation; one concept has one."""
        if cell and self.said.first(self.iri, NOTATION.value, "", cell) is False:
            self.notes.append(f"Another code was read before; {cell} is left out.")
        elif cell:
            self.say(NOTATION, Literal(cell))

    def modified(self, cell: str) -> None:
        """When ESCO last changed the concept."""
        if not cell:
            return
        try:
            datetime.fromisoformat(cell)
        except ValueError:
            self.notes.append(f"'{cell}' is no date; it is left out.")
            return
        if self.said.first(self.iri, _MODIFIED.value, "", cell):
            self.say(_MODIFIED, Literal(cell, datatype=_DATE_TIME))

    def iris(self, predicate: NamedNode, cell: str, column: str) -> int:
        """State each IRI of a cell and give their number; one that is broken is left out and noted."""
        number = 0
        for value in split_iris(cell):
            try:
                self.say(predicate, NamedNode(value))
                number += 1
            except ValueError:
                self.notes.append(f"Column {column}: '{value}' is no IRI; it is left out.")
        return number


def split_labels(cell: str) -> list[str]:
    """The labels of a cell: ESCO divides them by line ends in some tables and by ` | ` in others."""
    return [label for label in map(plain, _LABELS.split(cell)) if label]


def split_iris(cell: str) -> list[str]:
    """The IRIs of a cell: divided by commas, line ends or ` | `, depending on the table."""
    return [value for value in _IRIS.split(cell) if value]
