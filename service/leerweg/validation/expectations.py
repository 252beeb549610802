"""What a rule expects and what was found instead, in words: read from the shape, never written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from leerweg.namespaces import SH, XSD
from leerweg.validation.labels import Labels, clean
from leerweg.validation.report import Texts
from leerweg.validation.results import Result, Term
from leerweg.validation.shapes import LANGUAGES, Part
from leerweg.validation.wording import day_in_words, in_every_language, words_in

__all__ = ["expected_of_part", "expected_of_result", "found_by", "value_label"]

_DECIMAL = re.compile(r"(?P<whole>[+-]?\d+)\.(?P<part>\d*?)0*")
_COUNTS = {"minCount", "maxCount"}
_LABELLED = {"class", "hasValue", "lessThan", "lessThanOrEquals"}
_NUMBER = re.compile(r'lw:parameterName\s+"(?P<name>[\w-]+)"\s*;\s*lw:parameterValue\s+\?(?P<variable>\w+)')
_MOST_VALUES = 3


def value_label(value: Term | None, labels: Labels) -> Texts:
    """What a value is called, per language: names, dates and numbers as people write them; empty for none."""
    if value is None:
        return {}
    if isinstance(value, Literal):
        return {language: _written(value, language) for language in LANGUAGES}
    return labels.of(value.value if isinstance(value, NamedNode) else str(value))


def expected_of_result(result: Result, part: Part, labels: Labels, number_label: Callable[[str], Texts]) -> Texts:
    """What the shape of a result expects: its SHACL parameter in words, or the legal numbers that its query read.

    `number_label` gives what a legal number is called by its name. Empty when the shape does not tell.
    """
    if result.constraint is not None:
        numbers = [
            in_every_language("expect.parameter", label=number_label(match["name"]), n=value_label(given, labels))
            for match in _NUMBER.finditer(result.constraint.query)
            if (given := result.answers.get(match["variable"])) is not None
        ]
        return _joined(numbers)
    return expected_of_part(part, result.component, labels)


def expected_of_part(part: Part, component: str, labels: Labels) -> Texts:
    """What one constraint component of a shape expects, per language; empty when that needs a text of its own."""
    name = component.removeprefix(SH).removesuffix("ConstraintComponent")
    parameter = name[:1].lower() + name[1:]
    if parameter == "in" and part.choices:
        named = [value_label(choice, labels) for choice in part.choices]
        return in_every_language("expect.in", choices=_joined(named, ", "))
    given = part.checks.get(parameter, "")
    if not given:
        return {}
    if parameter == "datatype":
        return {language: _kind(given, language) for language in LANGUAGES}
    if parameter == "nodeKind":
        key = f"expect.nodeKind_{given.removeprefix(SH)}"
        return in_every_language(key) if key in words_in("nl") else {}
    written = day_in_words(given)
    label = labels.of(given) if parameter in _LABELLED and ":" in given else written
    key = f"expect.{parameter}"
    path = labels.known(part.path)
    if key not in words_in("nl") or (parameter in _COUNTS and not path):
        return {}  # how often something has no name of ours, nobody needs to read
    return in_every_language(key, n=written, label=label, path=path or "")


def found_by(result: Result, path: str, values: Sequence[Term], labels: Labels) -> Texts:
    """What the data holds in the place of what is expected; empty for a rule that looks at no single property."""
    if not path:
        return {}
    if result.value is not None and result.value in values:
        return value_label(result.value, labels)
    if not values:
        return in_every_language("found.none")
    if len(values) > _MOST_VALUES:
        return in_every_language("found.count", n=len(values))
    return _joined([value_label(value, labels) for value in values], ", ")


def _written(literal: Literal, language: str) -> str:
    """A date in words, a truth as yes or no, a decimal number without needless digits; any other text as it is."""
    words, kind = words_in(language), literal.datatype.value.removeprefix(XSD)
    text = clean(literal.value)
    if kind == "date":
        return words.day(text)
    if kind == "boolean" and text in words:
        return words(text)
    if kind == "decimal" and (match := _DECIMAL.fullmatch(text)):
        return match["whole"] + (f"{words('mark')}{match['part']}" if match["part"] else "")
    return text


def _kind(datatype: str, language: str) -> str:
    words, name = words_in(language), datatype.removeprefix(XSD).rpartition("#")[2]
    return words(f"datatype.{name}") if f"datatype.{name}" in words else name


def _joined(texts: Sequence[Mapping[str, str]], glue: str = "; ") -> Texts:
    return {language: glue.join(text[language] for text in texts) for language in LANGUAGES} if texts else {}
