"""Looks through a workbook's XML before it is read: how large its sheets really are, and where formulas stand.

A workbook of a few kilobytes can claim 17 thousand million cells, or point at one long text a million times; a formula
is a program and not a fact. All of that shows in the XML, which is looked through block by block.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError
from leerweg.zips.limits import XML_BLOCK, WorkbookLimits

__all__ = ["SheetScan", "scan_workbook"]

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_ALPHABET = 26
_DIGITS = 9


@dataclass
class SheetScan:
    """What one sheet holds: last row and column (1 is the first), and what is no value (formula, error) by row."""

    rows: int = 0
    columns: int = 0
    characters: int = 0
    no_values: dict[int, dict[int, str]] = field(default_factory=dict)


def scan_workbook(stream: BinaryIO, name: str, limits: WorkbookLimits) -> Mapping[str, SheetScan]:
    """What each sheet of a workbook holds, by sheet name. The zip itself must have been checked before.

    `name` is what messages call the workbook. Raises MalformedInputError for broken XML or a zip without workbook;
    UnacceptableContentError for a DOCTYPE; InputTooLargeError when a sheet passes a limit.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            return _Workbook(archive, name, limits).scan()
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise MalformedInputError(f"The workbook is broken: {error}.", where=name, remedy="Save it again.") from error


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, name: str, limits: WorkbookLimits) -> None:
        self._archive = archive
        self._name = name
        self._limits = limits
        self._parts = {part for part in archive.namelist() if not part.endswith("/")}

    def scan(self) -> Mapping[str, SheetScan]:
        if _WORKBOOK not in self._parts or _RELATIONS not in self._parts:
            raise MalformedInputError(
                "This zip is no workbook.",
                where=self._name,
                remedy="Save the table as .xlsx; zip CSV files as .zip.",
            )
        parts_by_name = self._sheet_parts()
        lengths = self._text_lengths()
        scans = {part: self._sheet(part, lengths) for part in sorted(self._parts) if "/worksheets/" in part}
        for part in sorted(self._parts - scans.keys() - {_WORKBOOK, _RELATIONS, _STRINGS}):
            if part.endswith((".xml", ".rels", ".vml")):
                self._parse(part)
        if sum(scan.characters for scan in scans.values()) > self._limits.characters:
            raise InputTooLargeError(
                f"The texts of this workbook have more than {self._limits.characters} characters together.",
                where=self._name,
                remedy="Shorten the texts, or split the workbook.",
            )
        return {name: scans[part] for name, part in parts_by_name.items() if part in scans}

    def _sheet_parts(self) -> dict[str, str]:
        targets: dict[str, str] = {}
        sheets: dict[str, str] = {}

        def relation(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "")
                absolute = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                targets[attributes.get("Id", "")] = posixpath.normpath(absolute)

        def sheet(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "sheet":
                identifier = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                sheets[attributes.get("name", "")] = identifier

        self._parse(_RELATIONS, relation)
        self._parse(_WORKBOOK, sheet)
        return {name: targets[identifier] for name, identifier in sheets.items() if identifier in targets}

    def _text_lengths(self) -> list[int]:
        lengths: list[int] = []

        def start(tag: str, _attributes: Mapping[str, str]) -> None:
            if tag == "si":
                lengths.append(0)

        def text(data: str) -> None:
            if lengths:
                lengths[-1] += len(data)

        if _STRINGS in self._parts:
            self._parse(_STRINGS, start, text)
        return lengths

    def _sheet(self, part: str, lengths: list[int]) -> SheetScan:
        reader = _SheetReader(f"{self._name}, part {part}", lengths, self._limits)
        self._parse(part, reader.start, reader.text)
        reader.end_value()
        return reader.scan

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        where = f"{self._name}, part {part}"

        def doctype(*_: object) -> None:
            raise UnacceptableContentError(
                "A DOCTYPE in a workbook is not read.",
                where=where,
                remedy="Save the workbook again in a spreadsheet program.",
            )

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = doctype
        if start is not None:
            parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            with self._archive.open(part) as stream:
                while block := stream.read(XML_BLOCK):
                    parser.Parse(block, False)
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise MalformedInputError(f"The XML is broken: {error}.", where=where, remedy="Save it again.") from error


class _SheetReader:
    """Follows rows, cells, values and formulas of one sheet, and stops at a limit."""

    def __init__(self, where: str, lengths: list[int], limits: WorkbookLimits) -> None:
        self.scan = SheetScan()
        self._limits = limits
        self._where = where
        self._lengths = lengths
        self._row = self._column = 0
        self._points_at_text = self._in_value = False
        self._value = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "v":
            self._value, self._in_value = "", self._points_at_text
        elif tag == "row":
            self._row = _number(attributes.get("r", "")) or self._row + 1
            self._column = 0
            self._reach(self._row, 0)
        elif tag == "f":
            self._refuse("a formula")

    def text(self, data: str) -> None:
        if self._in_value:
            self._value += data[:20]

    def end_value(self) -> None:
        """A value is complete as soon as the next cell begins, or the sheet ends."""
        number = _number(self._value.strip())
        if self._in_value and number < len(self._lengths):
            self.scan.characters += self._lengths[number]
        self._in_value = False

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.end_value()
        kind = attributes.get("t")
        self._points_at_text = kind == "s"
        letters, digits = _split(attributes.get("r", ""))
        self._column = letters or self._column + 1
        self._row = digits or self._row
        self._reach(self._row, self._column)
        if kind == "e":
            self._refuse("an error value")

    def _refuse(self, what: str) -> None:
        self.scan.no_values.setdefault(self._row, {})[self._column] = what

    def _reach(self, row: int, column: int) -> None:
        scan = self.scan
        scan.rows, scan.columns = max(scan.rows, row), max(scan.columns, column)
        most = self._limits
        if scan.columns > most.columns or scan.rows * max(scan.columns, 1) > most.cells:
            raise InputTooLargeError(
                f"The sheet reaches row {scan.rows}, column {scan.columns}; at most {most.columns} columns and "
                f"{most.cells} cells are read.",
                where=self._where,
                remedy="Remove stray cells far out, or split the workbook.",
            )


def _split(reference: str) -> tuple[int, int]:
    """Column and row number of a reference such as `AB12`; 0 for what is missing."""
    letters = reference.rstrip("0123456789")
    column = 0
    for sign in letters[:6].upper():
        column = column * _ALPHABET + ord(sign) - ord("A") + 1
    digits = reference[len(letters) :]
    return max(column, 0), _number(digits)


def _number(text: str) -> int:
    """The number these digits stand for, 0 for anything else; more digits than any sheet needs count as a large one."""
    return int(text[:_DIGITS]) if text.isascii() and text.isdigit() else 0
