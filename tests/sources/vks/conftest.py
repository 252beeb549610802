"""Small documents of the Flemish qualification data, made by hand."""

from __future__ import annotations

import json

import pytest

from leerweg.model.delivery import Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.vks import read_vks


@pytest.fixture
def write(tmp_path):
    """Writes a JSON document and gives its path."""

    def write(name, value):
        path = tmp_path / name
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def read_files():
    """Reads files; gives the delivery, records by key, rejections by key, and the triples as text."""

    def read(*paths):
        delivery = read_vks(list(paths), Identifiers("http://127.0.0.1:8000/"), SilentProgress())
        records, rejections = {}, {}
        for record in delivery.records:
            (rejections if isinstance(record, Rejection) else records)[record.key] = record
        triples = {str(triple) for record in records.values() for triple in record.triples}
        return delivery, records, rejections, triples

    return read


@pytest.fixture
def bundle():
    """A bundle with one qualification of two competences."""
    competences = [
        {"id": "bkc0000001", "titel": "Meet", "type": "Vakspecifieke competentie", "referenties": ["-c", "SK-1-c"]},
        {"id": "bkc0000002", "titel": "Zaagt", "type": "Generieke competentie", "referenties": [], "kennis": 2},
    ]
    return {
        "BK-0001-2": {
            "titel": "Zager",
            "vks": 3,
            "status": "ERKEND",
            "erkenningsdatum": "2020-02-28",
            "isced": {"broad": "07", "narrow": "071", "detail": "0715"},
            "aantal": 2,
            "competenties": competences,
        }
    }


@pytest.fixture
def programmes():
    """One programme with one version."""
    agreement = {
        "maribel": False,
        "omschrijving": "De werkplekcomponent in de opleiding Zagen duaal omvat minstens 20 opleidingsuren per week.",
        "soort_arbeidsovereenkomst": {"code": "OAO"},
        "werkplekcomponent_type": "Min. 20 opleidingsuren",
    }
    version = {
        "adv": "ADV-0001",
        "versie": "S-7-V2",
        "status": "ERKEND",
        "begindatum": "2023-09-01",
        "bks": [{"bk": "BK-0001-2", "titel": "Zager", "extra": {"volledigheid": "Volledig"}}],
        "bekrachtigingen": [],
        "extra": {"arbeidsovereenkomst": agreement},
    }
    return {"onderdelen": [{"onderdeel": 7, "erkenningen": [version]}]}
