"""The real files: a qualification in full, the bundle, a sample of programmes and the list of trajectories."""

from __future__ import annotations

from collections import Counter

import pytest

from leerweg.model.delivery import Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.vks import read_vks

LW = "https://w3id.org/leerweg/ns#"
ID = "http://127.0.0.1:8000/id"


@pytest.fixture(scope="module")
def everything(shared_data):
    paths = sorted((shared_data / "vks").glob("*.json"))
    delivery = read_vks(paths, Identifiers("http://127.0.0.1:8000/"), SilentProgress())
    return delivery, list(delivery.records)


def test_all_four_files_become_one_delivery_without_rejection(everything):
    """370 records: 20 qualifications (2 known from programmes only), 294 competences, 15 programmes, 20 versions."""
    delivery, records = everything
    assert not [record for record in records if isinstance(record, Rejection)]
    assert (len(records), len({record.key for record in records})) == (370, 370)
    assert dict(delivery.summary) == {
        "professional qualifications": 20,
        "competences": 294,
        "programmes": 15,
        "programme versions": 20,
        "standard trajectories": 19,
    }
    assert delivery.issued == "2026-10-10"
    assert "nog te bevestigen" in delivery.licence


def test_the_bicycle_mechanic_is_read_in_full(everything):
    """BK-0117-2: level 3, 12 competences, 75 uses of knowledge and 62 of skills, 9 synonyms."""
    triples = [triple for record in everything[1] if record.key.startswith("BK-0117-2") for triple in record.triples]
    counts = Counter(triple.predicate.value.rpartition("#")[2] for triple in set(triples))
    assert (counts["hasCompetence"], counts["hasKnowledge"], counts["hasSkill"], counts["altLabel"]) == (12, 75, 62, 9)
    texts = {str(triple) for triple in triples}
    assert f'<{ID}/qualification/BK-0117-2> <http://www.w3.org/2004/02/skos/core#altLabel> "Fietsenmaker"@nl' in texts


def test_dirty_references_are_noted_at_their_competence(everything):
    """'-c' without a number and the other notations are kept as text, 194 times with a note."""
    notes = [note for record in everything[1] for note in record.notes]
    assert sum(note.startswith("References in another notation") for note in notes) == 194
    assert "References in another notation are kept as they stand: -c." in notes


def test_hours_and_agreements_of_the_sample_are_those_of_the_register(everything):
    """S-1 at least 20 hours (OAO); S-14-V2 14 to 19 (SOAO); S-14-V3 8 to 19 by derogation."""
    wanted = {"S-1-V2": ("OAO", "20", None, "false"), "S-14-V2": ("SOAO", "14", "19", "false")}
    wanted["S-14-V3"] = ("SOAO", "8", "19", "true")
    for record in everything[1]:
        if record.key in wanted:
            said = {triple.predicate.value.removeprefix(LW): triple.object.value for triple in record.triples}
            found = (said["agreementType"].rpartition("/")[2], said["minimumWorkplaceHours"])
            assert (*found, said.get("maximumWorkplaceHours"), said["hasDerogation"]) == wanted.pop(record.key)
    assert not wanted


def test_trajectories_of_earlier_recognitions_hang_on_those(everything):
    """OT-00214 belongs to S-1-V1, not to the version that the list names beside it."""
    texts = {str(triple) for record in everything[1] for triple in record.triples}
    tied = [text.split("> ")[0] for text in texts if "hasStandardTrajectory" in text and "OT-00214" in text]
    assert tied == [f"<{ID}/programme/S-1-V1"]


def test_the_official_files_one_by_one_give_what_they_give_together(everything, shared_data):
    """Each file can be imported alone."""
    for name, number in [
        ("bk.json", 312),
        ("BK-0117-2.full.json", 13),
        ("trajectories.json", 55),
        ("programmes-sample.json", 33),
    ]:
        delivery = read_vks([shared_data / "vks" / name], Identifiers("http://127.0.0.1:8000/"), SilentProgress())
        records = list(delivery.records)
        assert not [record for record in records if isinstance(record, Rejection)]
        assert (name, len(records)) == (name, number)
