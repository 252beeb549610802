"""What the register tests share: an example register to change, and reading it whole."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from leerweg.model.delivery import Record, Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.register import read_register
from leerweg.sources.register.template import SHEETS
from leerweg.sources.register.template_writer import write_register_template
from leerweg.sources.synthetic.catalogue import CatalogueProgramme, RegisterCatalogue

BASE = "https://data.example.org/"


@pytest.fixture(scope="session")
def identifiers() -> Identifiers:
    return Identifiers(BASE)


@pytest.fixture
def read_all(identifiers) -> Callable[..., tuple[list[Record], list[Rejection]]]:
    def read(*paths: Path) -> tuple[list[Record], list[Rejection]]:
        outcomes = list(read_register(paths, identifiers, SilentProgress()).records)
        return (
            [each for each in outcomes if isinstance(each, Record)],
            [each for each in outcomes if isinstance(each, Rejection)],
        )

    return read


@pytest.fixture
def example(tmp_path) -> Path:
    """The example register as a folder of CSV files."""
    folder = tmp_path / "example"
    write_register_template(folder, with_example=True)
    return folder


@pytest.fixture
def change() -> Callable[..., None]:
    """Change cells of one row (2 is the first below the header) of a CSV table, or append a row (row=0)."""

    def changed(folder: Path, sheet: str, row: int, /, **cells: str) -> None:
        path = folder / f"{sheet}.csv"
        table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        if row:
            table[row - 2].update(cells)
        else:
            table.append(cells)
        names = next(each for each in SHEETS if each.name == sheet).names
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(table)

    return changed


@pytest.fixture
def workbook(tmp_path) -> Path:
    """The example register as a workbook."""
    path = tmp_path / "register.xlsx"
    write_register_template(path, with_example=True)
    return path


@pytest.fixture
def repack(tmp_path) -> Callable[..., Path]:
    """A copy of a workbook with the content of some parts changed by functions on bytes (or parts added)."""

    def repacked(workbook: Path, /, **changes: Callable[[bytes], bytes]) -> Path:
        copy = tmp_path / "repacked.xlsx"
        with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                content = old.read(member)
                for end, edit in changes.items():
                    if member.filename.endswith(f"/{end}.xml"):
                        content = edit(content)
                new.writestr(member.filename, content)
        return copy

    return repacked


@pytest.fixture(scope="session")
def catalogue(identifiers) -> RegisterCatalogue:
    """Forty programmes of three to twelve competences each, in several fields."""
    fields = ("0732", "0715", "0716", "1013", "0922", "0416", "0721", "")
    programmes = tuple(
        CatalogueProgramme(
            identifiers.of("programme", f"S-{number}").value,
            tuple(
                identifiers.of("competence", f"bkc{number:04d}{competence:03d}").value
                for competence in range(3 + number % 10)
            ),
            (fields[number % len(fields)],),
        )
        for number in range(1, 41)
    )
    groups = ("http://data.europa.eu/esco/skill/S1.0", "http://data.europa.eu/esco/skill/S2.0")
    return RegisterCatalogue(programmes, groups)
