"""The real ESCO downloads: English 1.1.1 with its relations, and Dutch 1.2.1, in one delivery."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from leerweg.model.delivery import Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.esco import read_esco

SKILL = "http://data.europa.eu/esco/skill/"
GONE = "http://data.europa.eu/esco/occupation/a9e54177-a185-404d-b6e6-15663d31137e"


@pytest.fixture(scope="module")
def esco(shared_data):
    delivery = read_esco(
        sorted((shared_data / "esco").glob("*.zip")), Identifiers("http://127.0.0.1:8000/"), SilentProgress()
    )
    return delivery, list(delivery.records)


def test_every_row_is_answered_under_a_key_of_its_own(esco):
    """182,630 rows: 182,557 taken over, 73 rejected, no key twice."""
    delivery, records = esco
    assert delivery.key == "1.1.1-en+1.2.1-nl"
    assert Counter(isinstance(record, Rejection) for record in records) == {False: 182_557, True: 73}
    assert len({record.key for record in records}) == 182_630


def test_the_counts_a_person_sees_are_those_of_the_download(esco):
    """13,896 skills of 1.1.1 and 132 that only 1.2.1 knows, 3,042 occupations, 123,788 and 5,898 relations."""
    summary = dict(esco[0].summary)
    assert summary == {
        "skill": 14_028,
        "skill group": 647,
        "occupation": 3042,
        "ISCO group": 619,
        "occupation-skill relations": 123_788,
        "skill-skill relations": 5898,
        "labels in en": 18_195,
        "labels in nl": 6672,
        "labels in fr": 7,
    }


def test_the_known_dirt_is_found_and_answered(esco):
    """One occupation nobody describes (68 rows), four occupations given twice, one skill related to itself."""
    reasons = Counter(re.sub(r"row \d+", "row …", record.reason) for record in esco[1] if isinstance(record, Rejection))
    assert reasons == {
        f"The occupation {GONE} is in none of the files.": 68,
        "The row repeats the concept of row …; the first one stands.": 4,
        "The row relates a concept to itself.": 1,
    }


def test_oddities_that_are_kept_are_noted(esco):
    """Multi-valued cells, repeated labels and concepts of one version only are each noted at their row."""
    notes = Counter(note for record in esco[1] if not isinstance(record, Rejection) for note in record.notes)
    kinds = Counter()
    for note, number in notes.items():
        kinds[note.split("'")[0].split(":")[0].lstrip("0123456789 ")] += number
    assert notes["Only in ESCO 1.2.1, not in 1.1.1."] == 35
    assert notes["Only in ESCO 1.1.1, not in 1.2.1."] == 3
    assert notes["Not in the whole table of ESCO 1.1.1, only in this collection."] == 133
    assert notes["The group is in no table of skill groups, only in the hierarchy."] == 7
    assert sum(number for note, number in notes.items() if note.startswith("The cell naceCode holds")) == 770
    assert notes["The preferred label stood among the alternatives too."] == 16_817
    assert kinds["of the alternative labels stood there twice."] == 73


def test_labels_of_both_downloads_meet_at_one_concept(esco):
    """A bicycle mechanic is a fietsenmaker, with the codes and skills of both downloads."""
    mechanic = "<http://data.europa.eu/esco/occupation/336cf331-8082-4a0c-bf5f-e7c54706211c>"
    said = [
        str(triple)
        for record in esco[1]
        if not isinstance(record, Rejection)
        for triple in record.triples
        if str(triple.subject) == mechanic
    ]
    labels = {text.split("> ")[-1] for text in said if "#prefLabel>" in text}
    assert labels == {'"bicycle mechanic"@en', '"fietsenmaker"@nl'}
    assert sum("relatedEssentialSkill" in text for text in said) == 13
    assert sum("relatedOptionalSkill" in text for text in said) == 19
    assert f'{mechanic} <http://www.w3.org/2004/02/skos/core#notation> "7234.1"' in said


def test_nothing_is_said_twice_and_no_circle_remains(esco):
    """512,858 statements, each once; skos:broader leads upwards only."""
    seen, above = Counter(), {}
    for record in esco[1]:
        if isinstance(record, Rejection):
            continue
        for triple in record.triples:
            seen[triple] += 1
            if triple.predicate.value.endswith("#broader"):
                above.setdefault(triple.subject.value, []).append(triple.object.value)
    assert (len(seen), max(seen.values())) == (512_858, 1)
    heights = {}

    def height(iri):
        if iri not in heights:
            heights[iri] = 0
            heights[iri] = 1 + max((height(one) for one in above.get(iri, ())), default=0)
        return heights[iri]

    assert max(height(iri) for iri in above) < 20
