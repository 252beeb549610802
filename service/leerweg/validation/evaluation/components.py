"""The constraint components of SHACL Core that our shapes use (SHACL, sections 4.1 to 4.8), one maker each.

A maker takes the description of the shapes, the node that states the constraint and its value, and gives the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from leerweg.namespaces import SH
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Description, Node
from leerweg.validation.evaluation.shape import Check, CompiledShape, Found
from leerweg.validation.evaluation.values import comes_before, is_well_formed

__all__ = ["MAKERS", "Maker"]

Maker = Callable[[Description, Node, Term], Check]
Test = Callable[[Data, Term], bool]

_FLAGS = NamedNode(SH + "flags")
_KINDS: dict[str, tuple[type, ...]] = {
    SH + "IRI": (NamedNode,),
    SH + "BlankNode": (BlankNode,),
    SH + "Literal": (Literal,),
    SH + "BlankNodeOrIRI": (BlankNode, NamedNode),
    SH + "BlankNodeOrLiteral": (BlankNode, Literal),
    SH + "IRIOrLiteral": (NamedNode, Literal),
}


def _each(component: str, test_of: Callable[[Description, Node, Term], Test]) -> Maker:
    """Every value node must pass a test; the ones that do not are the results."""

    def make(shapes: Description, node: Node, parameter: Term) -> Check:
        test = test_of(shapes, node, parameter)

        def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            for value in values:
                if not test(data, value):
                    yield shape.found(focus, value, SH + component)

        return check

    return make


def _whole(component: str, holds: Callable[[Term, Sequence[Term]], bool]) -> Maker:
    """The value nodes together must hold; the result names none of them."""

    def make(_shapes: Description, _node: Node, parameter: Term) -> Check:
        def check(shape: CompiledShape, _data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            if not holds(parameter, values):
                yield shape.found(focus, None, SH + component)

        return check

    return make


def _datatype(_shapes: Description, _node: Node, wanted: Term) -> Test:
    return lambda _data, value: isinstance(value, Literal) and value.datatype == wanted and is_well_formed(value)


def _class(_shapes: Description, _node: Node, kind: Term) -> Test:
    return lambda data, value: isinstance(kind, NamedNode) and data.is_instance(value, kind)


def _node_kind(_shapes: Description, _node: Node, kind: Term) -> Test:
    return lambda _data, value: isinstance(value, _KINDS[_text(kind)])


def _in(shapes: Description, _node: Node, head: Term) -> Test:
    allowed = set(shapes.items(head)) if not isinstance(head, Literal) else set()
    return lambda _data, value: value in allowed


def _pattern(shapes: Description, node: Node, pattern: Term) -> Test:
    flags = shapes.literal(node, _FLAGS) or ""
    wanted = re.compile(_text(pattern), re.IGNORECASE if "i" in flags else 0)
    return lambda _data, value: not isinstance(value, BlankNode) and wanted.search(value.value) is not None


def _length(fits: Callable[[int, int], bool]) -> Callable[[Description, Node, Term], Test]:
    return lambda _shapes, _node, bound: (
        lambda _data, value: not isinstance(value, BlankNode) and fits(len(value.value), int(_text(bound)))
    )


def _range(*, below: bool, or_equals: bool) -> Callable[[Description, Node, Term], Test]:
    def within(_shapes: Description, _node: Node, bound: Term) -> Test:
        if below:
            return lambda _data, value: comes_before(value, bound, or_equals=or_equals)
        return lambda _data, value: comes_before(bound, value, or_equals=or_equals)

    return within


def _order(component: str, *, or_equals: bool) -> Maker:
    """Every value comes before every value of another property; a pair that does not is a result."""

    def make(_shapes: Description, _node: Node, other: Term) -> Check:
        def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            later = data.objects(focus, other) if isinstance(other, NamedNode) else []
            for value in values:
                for bound in later:
                    if not comes_before(value, bound, or_equals=or_equals):
                        yield shape.found(focus, value, SH + component)

        return check

    return make


def _disjoint(_shapes: Description, _node: Node, other: Term) -> Check:
    def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
        others = set(data.objects(focus, other)) if isinstance(other, NamedNode) else set()
        for value in values:
            if value in others:
                yield shape.found(focus, value, SH + "DisjointConstraintComponent")

    return check


def _equals(_shapes: Description, _node: Node, other: Term) -> Check:
    def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
        others = dict.fromkeys(data.objects(focus, other)) if isinstance(other, NamedNode) else {}
        for value in (*(one for one in values if one not in others), *(one for one in others if one not in values)):
            yield shape.found(focus, value, SH + "EqualsConstraintComponent")

    return check


def _repeats_no_language(_parameter: Term, values: Sequence[Term]) -> bool:
    tags = [value.language for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))


def _text(term: Term) -> str:
    return term.value


MAKERS: dict[str, Maker] = {
    SH + "minCount": _whole("MinCountConstraintComponent", lambda bound, values: len(values) >= int(_text(bound))),
    SH + "maxCount": _whole("MaxCountConstraintComponent", lambda bound, values: len(values) <= int(_text(bound))),
    SH + "hasValue": _whole("HasValueConstraintComponent", lambda wanted, values: wanted in values),
    SH + "uniqueLang": _whole("UniqueLangConstraintComponent", _repeats_no_language),
    SH + "datatype": _each("DatatypeConstraintComponent", _datatype),
    SH + "class": _each("ClassConstraintComponent", _class),
    SH + "nodeKind": _each("NodeKindConstraintComponent", _node_kind),
    SH + "in": _each("InConstraintComponent", _in),
    SH + "pattern": _each("PatternConstraintComponent", _pattern),
    SH + "minLength": _each("MinLengthConstraintComponent", _length(lambda length, bound: length >= bound)),
    SH + "maxLength": _each("MaxLengthConstraintComponent", _length(lambda length, bound: length <= bound)),
    SH + "minInclusive": _each("MinInclusiveConstraintComponent", _range(below=False, or_equals=True)),
    SH + "minExclusive": _each("MinExclusiveConstraintComponent", _range(below=False, or_equals=False)),
    SH + "maxInclusive": _each("MaxInclusiveConstraintComponent", _range(below=True, or_equals=True)),
    SH + "maxExclusive": _each("MaxExclusiveConstraintComponent", _range(below=True, or_equals=False)),
    SH + "disjoint": _disjoint,
    SH + "equals": _equals,
    SH + "lessThan": _order("LessThanConstraintComponent", or_equals=False),
    SH + "lessThanOrEquals": _order("LessThanOrEqualsConstraintComponent", or_equals=True),
}
