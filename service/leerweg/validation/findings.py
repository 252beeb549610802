"""From the engine's results to findings that a person can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode

from leerweg.namespaces import SH
from leerweg.validation.citations import cite
from leerweg.validation.expectations import expected_of_part, expected_of_result, found_by, value_label
from leerweg.validation.labels import Labels, clean
from leerweg.validation.report import Detail, Finding, Texts, fingerprint
from leerweg.validation.results import Result, Term
from leerweg.validation.shapes import Part, Shape
from leerweg.validation.wording import in_every_language

__all__ = ["FindingReader", "filled"]

_VARIABLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class FindingReader:
    """Reads results as findings.

    `values` has the values of each thing's property in the data, `parts` what each shape checks, `trajectories` which
    trajectory a thing belongs to, and `numbers` the IRI of a legal number by its name.
    """

    labels: Labels
    values: Mapping[tuple[str, str], Sequence[Term]]
    parts: Mapping[str, Part]
    trajectories: Mapping[str, str]
    numbers: Mapping[str, str]

    def read(self, result: Result) -> Finding:
        """The finding that an engine's result stands for; where it stands in the document is not known here."""
        shape, labels = result.shape, self.labels
        focus, value = _plain(result.focus), _plain(result.value)
        path = result.path.value if result.path else self.parts[result.part].path or shape.path
        values = self.values.get((focus, path), ())
        trajectory = self.trajectories.get(focus, "")
        return Finding(
            shape=shape.iri,
            rule=shape.rule,
            severity=shape.severity,
            group=shape.group,
            group_name=shape.group_name,
            shape_name=shape.name,
            focus=focus,
            focus_label=labels.of(focus),
            path=path,
            path_label=labels.of(path) if path else {},
            value=value,
            value_label=value_label(result.value, labels),
            message=_message(result, shape, labels),
            how_to_comply=shape.how_to_comply,
            sources=tuple(cite(source, labels) for source in shape.sources),
            engine_text=_engine_text(result, self.parts[result.part], path, len(values)),
            found=found_by(result, path, values, labels),
            expected=expected_of_result(result, self.parts[result.part], labels, self._number),
            trajectory=trajectory,
            trajectory_label=labels.of(trajectory) if trajectory else {},
            shape_severity=shape.severity,
            fingerprint=fingerprint(shape.iri, focus, path, value),
            details=tuple(self._detail(one) for one in result.details),
        )

    def _detail(self, result: Result) -> Detail:
        focus, part = _plain(result.focus), self.parts[result.part]
        path = result.path.value if result.path else part.path
        return Detail(
            component=result.component,
            focus=focus,
            focus_label=self.labels.of(focus),
            path=path,
            path_label=self.labels.of(path) if path else {},
            value=_plain(result.value),
            expected=expected_of_part(part, result.component, self.labels),
        )

    def _number(self, name: str) -> Texts:
        return self.labels.of(self.numbers.get(name, name))


def _message(result: Result, shape: Shape, labels: Labels) -> dict[str, str]:
    """The constraint's own message where it has one, else the shape's; names for IRIs, in each language."""
    own = result.constraint.message if result.constraint else {}
    return filled(own or shape.message, result.answers, labels)


def filled(templates: Texts, answers: Mapping[str, Term], labels: Labels) -> dict[str, str]:
    """Messages with the names of what their variables stand for, in each language."""
    names = {variable: value_label(term, labels) for variable, term in answers.items()}
    unknown = in_every_language("not_stated")

    def fill(template: str, language: str) -> str:
        return _VARIABLE.sub(lambda match: names.get(match[1], unknown)[language], template)

    return {language: fill(text, language) for language, text in templates.items()}


def _engine_text(result: Result, part: Part, path: str, found: int) -> str:
    component = result.component.removeprefix(SH)
    name = component.removesuffix("ConstraintComponent")
    parameter = name[:1].lower() + name[1:]
    checked = f" (sh:{parameter} {part.checks[parameter]})" if parameter in part.checks else ""
    parts = [f"sh:{component}{checked} of <{result.shape.iri}>", f"focus {_short(result.focus)}"]
    if path:
        parts.append(f"path <{path}> with {found} value{'s' * (found != 1)}")
    if result.value is not None:
        parts.append(f"value {_short(result.value)}")
    return ", ".join(parts)


def _short(term: Term) -> str:
    return clean(str(term))


def _plain(term: Term | None) -> str:
    """The IRI, the text of a literal, or `_:label`; empty for none."""
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode) else term.value
