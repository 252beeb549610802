"""The rules as people look them up: every shape of every gate, with the numbers it reads and its own Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from leerweg import assets
from leerweg.namespaces import LW, LWSH
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.citations import cite
from leerweg.validation.labels import Labels
from leerweg.validation.report import Source
from leerweg.validation.shapes import Shape, known_profiles, load_shapes

__all__ = ["Number", "Rule", "RuleBook", "load_rules"]

_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_QUOTED = re.compile(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"')


@dataclass(frozen=True)
class Number:
    """A dated number that a rule reads; `until` empty: it still holds. Names per language."""

    iri: str
    names: Mapping[str, str]
    value: str
    unit: str
    start: str
    until: str
    source: Source


@dataclass(frozen=True)
class Rule:
    """A shape with where it stands (`topic`, a file), the gates it is held at, its sources, numbers and Turtle."""

    shape: Shape
    topic: str
    profiles: tuple[str, ...]
    sources: tuple[Source, ...]
    numbers: tuple[Number, ...]
    turtle: str

    @property
    def name(self) -> str:
        """The last part of the shape's IRI."""
        return self.shape.iri.removeprefix(LWSH)

    def message(self, language: str) -> tuple[tuple[bool, str], ...]:
        """The message in pieces: text, and (True) the names of what is filled in."""
        pieces = _VARIABLE.split(self.shape.message[language])
        return tuple((place % 2 == 1, piece) for place, piece in enumerate(pieces) if piece)


@dataclass(frozen=True)
class RuleBook:
    """Every rule by name, in reading order; `topics` and `profiles` are the files, with their Turtle."""

    rules: Mapping[str, Rule]
    topics: Mapping[str, str]
    profiles: Mapping[str, str]

    @property
    def turtle(self) -> str:
        """Every shape, as the files have it: Turtle may repeat its prefixes."""
        return "\n".join(self.topics.values())


@cache
def load_rules() -> RuleBook:
    """The rules of this release, read once. Raises ConfigurationError when they are not installed."""
    folder = assets.shapes()
    topics = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.ttl"))}
    profiles = {name: (folder / "profiles" / f"{name}.ttl").read_text(encoding="utf-8") for name in known_profiles()}
    found: dict[str, Shape] = {}
    held: dict[str, list[str]] = {}
    for profile in profiles:
        for iri, shape in load_shapes(profile).shapes.items():
            found.setdefault(iri, shape)
            held.setdefault(iri, []).append(profile)
    blocks = {name: (topic, block) for topic, text in topics.items() for name, block in _blocks(text)}
    labels = Labels((*load_background().labels, *load_parameters()))
    numbers = _numbers(load_parameters(), labels)
    rules = {}
    for shape in sorted(found.values(), key=lambda one: (one.order, one.iri)):
        topic, turtle = blocks.get(shape.iri.removeprefix(LWSH), ("", ""))
        read = dict.fromkeys((*_QUOTED.findall(turtle), *_read_by_code(turtle)))
        rules[shape.iri.removeprefix(LWSH)] = Rule(
            shape,
            topic,
            tuple(held[shape.iri]),
            tuple(cite(source, labels) for source in shape.sources),
            tuple(number for name in read for number in numbers.get(name, ())),
            turtle,
        )
    return RuleBook(rules, topics, profiles)


def _blocks(text: str) -> Iterable[tuple[str, str]]:
    """Each shape of a file by name, with the file's prefixes: a statement begins at the start of a line, only there."""
    lines = text.splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    starts = [at for at, line in enumerate(lines) if line.startswith("lwsh:")]
    for start in starts:
        end = next((at for at in range(start + 1, len(lines)) if lines[at][:1].strip()), len(lines))
        body = "\n".join(lines[start:end]).rstrip()
        used = [line for line in prefixes if f"{line.split()[1]}" in body or line.split()[1] == "lwsh:"]
        yield lines[start].split()[0].removeprefix("lwsh:"), "\n".join((*used, "", body)) + "\n"


def _read_by_code(turtle: str) -> Iterable[str]:
    """The names of numbers that a rule reads by way of a code list, such as the hours of a type of agreement."""
    for triple in load_background().hierarchy:
        if isinstance(triple.object, Literal) and f"lw:{triple.predicate.value.removeprefix(LW)} " in turtle:
            yield triple.object.value


def _numbers(triples: Iterable[Triple], labels: Labels) -> Mapping[str, list[Number]]:
    """The dated numbers by the name that rules read them by, each list by date."""
    stated: dict[str, dict[str, str]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            key = re.split("[#/]", triple.predicate.value)[-1]
            stated.setdefault(triple.subject.value, {})[key] = triple.object.value
    found: dict[str, list[Number]] = {}
    for iri, said in sorted(stated.items(), key=lambda pair: (pair[1].get("validFrom", ""), pair[0])):
        if "parameterName" not in said:
            continue
        number = Number(
            iri,
            labels.of(iri),
            said.get("parameterValue", ""),
            said.get("unit", ""),
            said.get("validFrom", ""),
            said.get("validUntil", ""),
            cite(said.get("source", ""), labels),
        )
        found.setdefault(said["parameterName"], []).append(number)
    return found
