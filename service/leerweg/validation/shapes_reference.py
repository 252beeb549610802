"""The reference page of the shapes (docs/reference/shapes.md), rendered from the shapes themselves.

`python -m leerweg.validation.shapes_reference > docs/reference/shapes.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.namespaces import DCT, LW, LWSH, PREF_LABEL, RDF
from leerweg.validation.background import load_parameters
from leerweg.validation.labels import Labels
from leerweg.validation.shapes import Shape, ShapeCollection, load_shapes
from leerweg.validation.wording import words_in

__all__ = ["render_shapes_reference"]

_HEAD = """\
# Shapes

<!-- Generated from shapes/ and data/parameters/ by `python -m leerweg.validation.shapes_reference`; do not edit. -->

Each rule is one SHACL shape: what is held against which things, how grave a finding is, where the rule comes from and
how to comply. A *Violation* blocks publication, a *Warning* asks for attention, an *Info* advises.
"""
_LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


def render_shapes_reference() -> str:
    """The page as Markdown: every shape of the publishing profile by group, then the dated numbers they read."""
    return "\n".join((_HEAD, *_shapes(load_shapes()), *_parameters(load_parameters()))) + "\n"


def _shapes(collection: ShapeCollection) -> Iterator[str]:
    for _, group in groupby(collection.shapes.values(), key=lambda shape: shape.group):
        members = list(group)
        yield f"## {members[0].group_name['en']}"
        yield ""
        for shape in members:
            yield from _shape(shape)


def _shape(shape: Shape) -> Iterator[str]:
    yield f"### {shape.rule} {shape.name['en']}"
    yield ""
    yield f"- Shape: `lwsh:{shape.iri.removeprefix(LWSH)}`"
    yield f"- Severity: {shape.severity} ({words_in('en')(f'severity.{shape.severity}')})"
    yield f"- Held against: {', '.join(f'`{_short(target)}`' for target in shape.targets)}"
    if shape.path:
        yield f"- Property: `{_short(shape.path)}`"
    yield f"- Source: {', '.join(f'<{source}>' for source in shape.sources)}"
    yield ""
    yield "| | Message | How to comply |"
    yield "|---|---|---|"
    for language, word in _LANGUAGE_NAMES.items():
        message = shape.message[language].replace("{?", "*").replace("}", "*")
        yield f"| {word} | {message} | {shape.how_to_comply[language]} |"
    yield ""


def _short(iri: str) -> str:
    """The prefixed name of one of our terms, or of a common one."""
    for prefix, namespace in (("lw", LW), ("lwsh", LWSH), ("dct", DCT), ("rdf", RDF)):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _parameters(triples: tuple[Triple, ...]) -> Iterator[str]:
    yield "## Dated numbers"
    yield ""
    yield "The rules read these numbers as they held on the day concerned; the end of a period is part of it."
    yield ""
    yield "| Number | Name | Value | Unit | From | Until | Source |"
    yield "|---|---|---|---|---|---|---|"
    labels = Labels(triple for triple in triples if triple.predicate == PREF_LABEL)
    for subject in sorted({triple.subject for triple in triples}, key=str):
        said = {
            triple.predicate.value.rpartition("#")[2].rpartition("/")[2]: triple.object.value
            for triple in triples
            if triple.subject == subject and isinstance(triple.object, NamedNode | Literal)
        }
        cells = [said.get(name, "") for name in ("parameterValue", "unit", "validFrom", "validUntil")]
        name = labels.of(str(subject).strip("<>"))["en"]
        yield f"| {name} | `{said['parameterName']}` | {' | '.join(cells)} | <{said['source']}> |"


if __name__ == "__main__":
    sys.stdout.write(render_shapes_reference())
