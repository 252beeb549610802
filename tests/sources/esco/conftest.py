"""Small ESCO tables made by hand."""

from __future__ import annotations

import csv

import pytest

from leerweg.model.delivery import Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.esco import read_esco

BASE = "http://data.europa.eu/esco/"
SKILL = BASE + "skill/"
OCCUPATION = BASE + "occupation/"


@pytest.fixture
def table(tmp_path):
    """Writes a table into a folder named after its version; each row is a dict by column."""

    def write(name, rows, version="1.2.1", columns=None):
        folder = tmp_path / f"esco-v{version}-csv"
        folder.mkdir(exist_ok=True)
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns or list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return folder / name

    return write


def skill(code, label, **more):
    """A row that describes a skill."""
    row = {"conceptType": "KnowledgeSkillCompetence", "conceptUri": SKILL + code, "preferredLabel": label}
    return {**row, "skillType": "skill/competence", "altLabels": "", "status": "released", **more}


def read(*paths):
    """The delivery with its records by key, its rejections by key and all triples as text."""
    delivery = read_esco(list(paths), Identifiers("http://127.0.0.1:8000/"), SilentProgress())
    records, rejections = {}, {}
    for record in delivery.records:
        (rejections if isinstance(record, Rejection) else records)[record.key] = record
    triples = {str(triple) for record in records.values() for triple in record.triples}
    return delivery, records, rejections, triples


@pytest.fixture
def read_tables():
    return read


@pytest.fixture
def skill_row():
    return skill
