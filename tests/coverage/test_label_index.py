"""The index of names follows the store, whatever happens to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from leerweg.bootstrap import assemble
from leerweg.settings import Settings
from leerweg.store.label_index import LabelIndex, fold

WHAT = ["competence"]


@pytest.fixture
def labels(service):
    """The labels that answer to a text."""

    def ask(text, index=None):
        return [hit.label for hit in (index or service.labels).search(text, kinds=WHAT)]

    return ask


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Réparer  LE Vélo", "reparer le velo"),
        ("BK-0139-4", "bk-0139-4"),
        ("hout(bewerking)/zagen", "hout bewerking /zagen"),
        ("Straße_weg", "strasse weg"),
        ("ﬁetsen", "fietsen"),
        ("…", "..."),
        ("", ""),
    ],
)
def test_text_is_compared_without_case_and_accents(text, folded):
    """Case, accents and signs between words make no difference; hyphens and points in codes do."""
    assert fold(text) == folded


def test_a_publication_is_found_at_once(service, deliver, competence, labels):
    """What is published can be found by the next question."""
    assert labels("lassen") == []
    deliver("one", competence("k1", nl="Lassen"))
    assert labels("lassen") == ["Lassen"]
    deliver("two", competence("k2", nl="Lassen van buizen"))
    assert labels("lassen") == ["Lassen", "Lassen van buizen"]


def test_a_superseded_name_is_forgotten(service, deliver, competence, labels):
    """A new delivery takes the names of the former one away, by beginning and by word."""
    deliver("one", competence("k1", nl="Buizen lassen"))
    assert labels("lassen") == ["Buizen lassen"]
    deliver("one", competence("k1", nl="Buizen solderen"), version=2)
    assert labels("lassen") == labels("buizen lassen") == []
    assert labels("solderen") == ["Buizen solderen"]


def test_a_name_that_two_publications_state_outlives_one(service, deliver, competence, labels):
    """A name stays as long as one publication states it, and is answered once."""
    deliver("one", competence("k1", nl="Buizen lassen"))
    deliver("two", competence("k1", nl="Buizen lassen"))
    assert labels("lassen") == ["Buizen lassen"]
    deliver("one", competence("k9", nl="Iets anders"), version=2)
    assert labels("lassen") == ["Buizen lassen"]


@pytest.mark.parametrize("damage", ["gone", "no database", "emptied", "torn"])
def test_a_damaged_index_is_made_anew(service, deliver, competence, labels, label_file, damage):
    """Whatever becomes of the file, while running or before a start, names are found again without a word."""
    many = [triple for n in range(300) for triple in competence(f"k{n}", nl=f"Lassen nummer {n}")]
    deliver("one", many)
    assert "Lassen nummer 7" in labels("lassen nummer 7")
    content = label_file.read_bytes()
    for beside in label_file.parent.glob(label_file.name + "-*"):
        beside.unlink()
    if damage == "gone":
        label_file.unlink()
    else:
        torn = content[:4096] + b"\x07" * (len(content) - 4096)
        label_file.write_bytes({"no database": b"not a database " * 500, "emptied": b"", "torn": torn}[damage])
    assert "Lassen nummer 7" in labels("lassen nummer 7")
    assert "Lassen nummer 7" in labels("nummer 7", LabelIndex(label_file, service.store))


def test_another_process_finds_the_index_it_needs(service, deliver, competence, labels, tmp_path):
    """A second service on the same folder uses the same index and sees what the first published since."""
    deliver("one", competence("k1", nl="Lassen"))
    other = assemble(Settings(store=str(tmp_path / "store")))
    assert labels("lassen", other.labels) == ["Lassen"]
    deliver("one", competence("k1", nl="Booglassen"), version=2)
    assert labels("lassen", other.labels) == []
    assert labels("booglassen", other.labels) == labels("booglassen") == ["Booglassen"]


def test_two_processes_that_fill_the_index_at_once(service, deliver, competence, labels, label_file):
    """Two indexes on one file, started together, hold every name once."""
    deliver("one", [triple for n in range(500) for triple in competence(f"k{n}", nl=f"Lassen {n}")])
    indexes = [LabelIndex(label_file, service.store) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda index: index.refresh(), indexes))
    for index in indexes:
        assert len(index.named("lassen 7", kinds=WHAT)) == 1


def test_many_threads_read_while_names_change(service, deliver, competence, labels):
    """Questions asked from many threads during publications are all answered, from before or after."""
    deliver("one", competence("k1", nl="Lassen 0"))

    def ask(_):
        found = labels("lassen")
        assert len(found) == 1
        return found[0]

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(ask, range(120))
        for version in range(2, 8):
            deliver("one", competence("k1", nl=f"Lassen {version}"), version=version)
        assert all(answer.startswith("Lassen") for answer in answers)
    assert labels("lassen") == ["Lassen 7"]
