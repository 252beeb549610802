"""What the forms of the Flemish qualification data say about one thing, before it becomes triples.

A thing may be described twice, in full and in a summary: the descriptions are merged, and what they disagree on is
noted, the fuller one standing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leerweg.sources.vks.nodes import Node

__all__ = ["Certificate", "Competence", "Element", "Qualification", "merge"]


@dataclass(frozen=True, slots=True)
class Element:
    """A knowledge or skill element: its text, and the word for its type with the place that stands at."""

    text: str
    kind: Node


@dataclass(frozen=True, slots=True)
class Certificate:
    """An attest that the law demands in the occupation: its name and the regulation behind it."""

    name: str
    regulation: str


@dataclass
class Competence:
    """One competence of a qualification; `counted` holds numbers where a form gives no texts of elements."""

    code: str
    title: str
    kind: Node
    place: Node
    references: list[str] = field(default_factory=list)
    knowledge: list[Element] = field(default_factory=list)
    skills: list[Element] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class Qualification:
    """One version of a professional qualification."""

    code: str
    place: Node
    title: str = ""
    level: int | None = None
    status: str = ""
    definition: str = ""
    issued: str = ""
    isced: str = ""
    domains: list[str] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    partials: dict[str, str] = field(default_factory=dict)
    competences: dict[str, Competence] = field(default_factory=dict)
    refused: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


_LABELS = {"title": "title", "level": "level", "status": "status", "definition": "definition", "issued": "date"}
_LISTS = ("domains", "synonyms", "certificates")


def merge(full: Qualification, other: Qualification) -> None:
    """Add to `full` what `other` says beyond it, and note what they disagree on."""
    for name in (*_LABELS, "isced"):
        _fill(full, other, name)
    for name in _LISTS:
        mine, theirs = getattr(full, name), getattr(other, name)
        if mine and theirs and set(mine) != set(theirs):
            full.notes.append(f"{other.place.file} gives other {name}; both are kept.")
        mine.extend(item for item in theirs if item not in mine)
    for code, title in other.partials.items():
        full.partials[code] = full.partials.get(code) or title
    for code, competence in other.competences.items():
        if code in full.competences:
            _merge_competence(full.competences[code], competence)
        else:
            full.competences[code] = competence
            if full.competences.keys() != {code}:
                competence.notes.append(f"Only {other.place.file} lists this competence.")
    full.refused.update(other.refused)
    full.notes.extend(other.notes)


def _fill(full: Any, other: Any, name: str) -> None:
    mine, theirs = getattr(full, name), getattr(other, name)
    if mine in ("", None):
        setattr(full, name, theirs)
    elif theirs not in ("", None) and mine != theirs:
        full.notes.append(f"{other.place.file} gives another {_LABELS.get(name, name)} ({theirs}); {mine} stands.")


def _merge_competence(full: Competence, other: Competence) -> None:
    _fill(full, other, "title")
    for name in ("knowledge", "skills"):
        mine, theirs = getattr(full, name), getattr(other, name)
        if not mine:
            setattr(full, name, theirs)
        elif other.counted.get(name, len(mine)) != len(mine):
            full.notes.append(f"{other.place.file} counts {other.counted[name]} of {name}; {len(mine)} are listed.")
    full.references.extend(_missing(full.references, other.references))
    full.notes.extend(_missing(full.notes, other.notes))


def _missing(known: list[str], more: Iterable[str]) -> list[str]:
    return [item for item in more if item not in known]
