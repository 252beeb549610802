"""A form as the Turtle file of it says: its sheets, their columns, and how each cell is written.

`shapes/forms/<name>.ttl` is the only place that knows a sheet or column; reading, writing, drop-downs and documentation
follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, parse

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.namespaces import LWSH, RDF, RDF_TYPE, RDFS, SH
from leerweg.validation.shapes import LANGUAGES

__all__ = ["TRAJECTORY", "Column", "Form", "Sheet", "Way", "load_form"]

TRAJECTORY = "trajectory"

Node = NamedNode | BlankNode
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """One way to refer: to a thing of this class, by the key of a row, or by a code that makes its IRI."""

    target: NamedNode
    key_type: str = ""
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Column:
    """One column: the property it states (backwards when `inverse`), and what stands in its cells.

    A cell holds a text in one `language`, a literal of a `datatype`, one of `choices` (classes) or of a `code_list`, or
    a reference by one of `ways`. `required`: it must be filled in; `awaited`: before the dossier is signed; `single`:
    it holds one value, else one per line. `lowest` and `highest` are what a spreadsheet lets people type.
    """

    iri: NamedNode
    path: NamedNode
    inverse: bool
    names: Texts
    descriptions: Texts
    band: Texts
    language: str = ""
    datatype: str = ""
    code_list: str = ""
    choices: tuple[NamedNode, ...] = ()
    ways: tuple[Way, ...] = ()
    required: bool = False
    awaited: bool = False
    single: bool = False
    lowest: float | None = None
    highest: float | None = None

    def __repr__(self) -> str:
        return f"Column({self.iri.value!r})"

    @property
    def key(self) -> str:
        """What stands in the hidden row of a workbook: the property, `^` before it when inverse, `@nl` after a text."""
        return f"{'^' if self.inverse else ''}{self.path.value}{f'@{self.language}' if self.language else ''}"

    @property
    def is_type(self) -> bool:
        """Whether it says of which class the row is."""
        return self.path == RDF_TYPE


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """One sheet: a row describes a thing of class `target` with the IRI `<base>id/<key_type>/<key>`.

    A row without a key of its own gets one from the values of `key_from`, if the sheet has such columns.
    """

    iri: NamedNode
    target: NamedNode
    key_type: str
    names: Texts
    about: Texts
    columns: tuple[Column, ...]
    key_from: tuple[Column, ...] = ()

    def __repr__(self) -> str:
        return f"Sheet({self.iri.value!r})"

    @cached_property
    def type_column(self) -> Column | None:
        """The column that says of which class a row is, if there is one."""
        return next((column for column in self.columns if column.is_type), None)

    def holds(self, types: Iterable[object]) -> bool:
        """Whether a thing of these classes has its row here."""
        own = {self.target, *(self.type_column.choices if self.type_column else ())}
        return not own.isdisjoint(types)


@dataclass(frozen=True)
class Form:
    """The sheets of a form, in order; a sheet stands after those that its keys are made from."""

    name: str
    sheets: tuple[Sheet, ...]
    _by_target: Mapping[NamedNode, Sheet] = field(default_factory=dict, repr=False)

    def sheet_of(self, target: NamedNode) -> Sheet | None:
        """The sheet whose rows are of this class."""
        return self._by_target.get(target)


@cache
def load_form(name: str = TRAJECTORY) -> Form:
    """The form of this name. Raises ConfigurationError when there is none."""
    folder = assets.shapes() / "forms"
    files = (folder / f"{name}.ttl", folder / "terms.ttl")
    if not files[0].is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.ttl") if file != files[1]))
        raise ConfigurationError(f"There is no form '{name}'.", remedy=f"Choose one of: {known}.")
    graph = _Graph(quad.triple for file in files for quad in parse(path=str(file), rename_blank_nodes=True))
    found = [graph.sheet(node) for node in graph.sheet_nodes()]
    return Form(name, tuple(found), {sheet.target: sheet for sheet in found})


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def _lwsh(name: str) -> NamedNode:
    return NamedNode(LWSH + name)


class _Graph:
    """The triples of a form."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._of: dict[object, list[Triple]] = {}
        for triple in triples:
            self._of.setdefault(triple.subject, []).append(triple)

    def sheet_nodes(self) -> list[NamedNode]:
        """The shapes of sheets, in order."""
        shapes = [s for s in self._of if isinstance(s, NamedNode) and _sh("NodeShape") in self._objects(s, RDF_TYPE)]
        return sorted(shapes, key=self._order)

    def sheet(self, node: NamedNode) -> Sheet:
        """The sheet that this shape describes."""
        columns = sorted(
            (self._column(each) for each in self._objects(node, _sh("property")) if isinstance(each, NamedNode)),
            key=lambda column: self._order(column.iri),
        )
        by_iri = {column.iri: column for column in columns}
        return Sheet(
            iri=node,
            target=self._name(node, _sh("targetClass")),
            key_type=self._text(node, _lwsh("keyType")),
            names=self._texts(node, NamedNode(RDFS + "label")),
            about=self._texts(node, NamedNode(RDFS + "comment")),
            columns=tuple(columns),
            key_from=tuple(by_iri[each] for each in self._list(node, _lwsh("keyFrom")) if isinstance(each, NamedNode)),
        )

    def _column(self, node: NamedNode) -> Column:
        (path,) = self._objects(node, _sh("path"))
        inverse = not isinstance(path, NamedNode)
        least, most = self._text(node, _sh("minCount")), self._text(node, _sh("maxCount"))
        awaited = _sh("Warning") in self._objects(node, _sh("severity"))
        band = next((each for each in self._objects(node, _sh("group")) if isinstance(each, NamedNode)), node)
        languages = [each.value for each in self._list(node, _sh("languageIn")) if isinstance(each, Literal)]
        return Column(
            iri=node,
            path=path if isinstance(path, NamedNode) else self._name(path, _sh("inversePath")),
            inverse=inverse,
            names=self._texts(node, _sh("name")),
            descriptions=self._texts(node, _sh("description")),
            band=self._texts(band, NamedNode(RDFS + "label")),
            language=languages[0] if languages else "",
            datatype=self._text(node, _sh("datatype")),
            code_list=self._text(node, _lwsh("codeList")),
            choices=tuple(each for each in self._list(node, _sh("in")) if isinstance(each, NamedNode)),
            ways=tuple(self._ways(node)),
            required=least != "" and not awaited,
            awaited=awaited,
            single=most != "",
            lowest=self._number(node, _sh("minInclusive")),
            highest=self._number(node, _sh("maxInclusive")),
        )

    def _ways(self, node: Node) -> Iterator[Way]:
        for each in self._list(node, _sh("or")) or [node]:
            if self._objects(each, _sh("class")):
                pattern = self._text(each, _lwsh("keyPattern"))
                target, key_type = self._name(each, _sh("class")), self._text(each, _lwsh("keyType"))
                yield Way(target, key_type, re.compile(pattern) if pattern else None)

    def _objects(self, subject: object, predicate: NamedNode) -> list[object]:
        return [triple.object for triple in self._of.get(subject, ()) if triple.predicate == predicate]

    def _texts(self, subject: Node, predicate: NamedNode) -> Texts:
        found = {each.language: each.value for each in self._objects(subject, predicate) if isinstance(each, Literal)}
        return {language: found[language] for language in LANGUAGES}

    def _text(self, subject: object, predicate: NamedNode) -> str:
        found = [each.value for each in self._objects(subject, predicate) if isinstance(each, NamedNode | Literal)]
        return found[0] if found else ""

    def _name(self, subject: object, predicate: NamedNode) -> NamedNode:
        return NamedNode(self._text(subject, predicate))

    def _number(self, subject: Node, predicate: NamedNode) -> float | None:
        text = self._text(subject, predicate)
        return float(text) if text else None

    def _order(self, node: NamedNode) -> int:
        return int(self._text(node, _sh("order")) or "0")

    def _list(self, subject: object, predicate: NamedNode) -> list[object]:
        members: list[object] = []
        rest = next(iter(self._objects(subject, predicate)), None)
        while rest is not None and (first := self._objects(rest, NamedNode(RDF + "first"))):
            members.append(first[0])
            rest = next(iter(self._objects(rest, NamedNode(RDF + "rest"))), None)
        return members
