"""The keys of a workbook: which row describes which thing, and what a code in a cell refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from leerweg.namespaces import Identifiers
from leerweg.validation.workbook.form import Form, Sheet, Way

__all__ = ["Keys", "Subject", "derived_key"]

Subject = NamedNode | BlankNode

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20/]+/[^\s<>\"{}|\\^`\x00-\x20]*")
_ANY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|\\^`\x00-\x20]*>")
_NAMELESS = re.compile(r"_:[A-Za-z0-9]{1,64}")
_NO_KEY = re.compile(r"[^A-Za-z0-9._-]+")
_MARKS = re.compile(r"[.\s\-]")
_LONGEST_IRI = 2_000


class Keys:
    """The keys that are in use in one workbook, sheet by sheet, and the identifiers that codes stand for."""

    def __init__(self, form: Form, identifiers: Identifiers) -> None:
        self._form = form
        self._identifiers = identifiers
        self._rows: dict[tuple[NamedNode, str], Subject] = {}
        self._described: set[tuple[NamedNode, Subject]] = set()
        self._nameless: dict[str, BlankNode] = {}

    def add(self, sheet: Sheet, key: str, subject: Subject) -> bool:
        """Note that a row of this sheet has this key; False when another row has it, or describes this, already."""
        if (sheet.target, key) in self._rows or (sheet.target, subject) in self._described:
            return False
        self._rows[sheet.target, key] = subject
        self._described.add((sheet.target, subject))
        return True

    def subject_of(self, sheet: Sheet, key: str) -> Subject | None:
        """The thing that a row with this key describes; None for what is no key."""
        if thing := self._thing(key):
            return thing
        return self._identifiers.of(sheet.key_type, key) if _KEY.fullmatch(key) else None

    def nameless(self, label: str = "") -> BlankNode:
        """The nameless thing that is called so in this workbook, or one that nothing else is called."""
        node = BlankNode(f"document{len(self._nameless) + 1}")
        return self._nameless.setdefault(label or f"_:{node.value} ", node)

    def know(self, node: BlankNode) -> None:
        """Take it that this nameless thing is called in the workbook as it is here."""
        self._nameless[str(node)] = node

    @property
    def nameless_count(self) -> int:
        """How many nameless things there are."""
        return len(self._nameless)

    def key_of(self, sheet: Sheet, subject: Subject) -> str:
        """The key that a row for this thing gets."""
        if isinstance(subject, BlankNode):
            return str(subject)
        key = self._code(sheet.key_type, subject)
        return key if _KEY.fullmatch(key) else _written(subject)

    def find(self, way: Way, text: str) -> NamedNode | BlankNode | None:
        """What this text refers to: an IRI as it is, the row with this key, or what the code stands for; else None."""
        if thing := self._thing(text):
            return thing
        if (way.target, text) in self._rows:
            return self._rows[way.target, text]
        for spelling in (text, text.lower(), text.upper(), _MARKS.sub("", text)):
            if way.pattern and way.pattern.fullmatch(spelling):
                return self._identifiers.of(way.key_type, spelling)
        return None

    def written(self, value: object, ways: Sequence[Way]) -> Iterator[str]:
        """The texts that may refer to this thing, the shortest first."""
        if isinstance(value, NamedNode):
            for way in ways:
                sheet = self._form.sheet_of(way.target)
                yield self._code(sheet.key_type if sheet else way.key_type, value)
                yield self._code(way.key_type, value)
            yield _written(value)
        elif isinstance(value, BlankNode):
            yield str(value)

    def _thing(self, text: str) -> Subject | None:
        if _NAMELESS.fullmatch(text):
            return self.nameless(text)
        if len(text) > _LONGEST_IRI or not (_IRI.fullmatch(text) or _ANY_IRI.fullmatch(text)):
            return None
        try:
            return NamedNode(text.strip("<>"))
        except ValueError:
            return None

    def _code(self, key_type: str, iri: NamedNode) -> str:
        start = f"{self._identifiers.base}id/{key_type}/"
        if not key_type or not iri.value.startswith(start):
            return ""
        code = unquote(iri.value.removeprefix(start))
        return code if quote(code, safe="") == iri.value.removeprefix(start) else ""


def derived_key(values: Sequence[NamedNode | BlankNode | Literal | None]) -> str:
    """The key made of these values, those left out that are not there: `T-2026-97-work-bkc0014563`."""
    pieces = (_NO_KEY.sub("-", _last(value)).strip("-._") for value in values if value is not None)
    return "-".join(piece for piece in pieces if piece)[:128]


def _last(value: NamedNode | BlankNode | Literal) -> str:
    if isinstance(value, NamedNode):
        return unquote(value.value.rstrip("/").replace("#", "/").rpartition("/")[2])
    return value.value


def _written(iri: NamedNode) -> str:
    return iri.value if _IRI.fullmatch(iri.value) and len(iri.value) <= _LONGEST_IRI else f"<{iri.value}>"
