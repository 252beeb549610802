"""Qualifications in their forms: full, bundled, merged, and with values that cannot be."""

from __future__ import annotations

import copy

import pytest

from leerweg.errors import InputTooLargeError, MalformedInputError, UnsupportedFormatError

ID = "http://127.0.0.1:8000/id"
LW = "https://w3id.org/leerweg/ns#"


def full_form(bundle):
    qualification = copy.deepcopy(bundle["BK-0001-2"])
    texts = [{"type": "Basiskennis", "tekst": "Kent hout"}, {"type": "Kennis", "tekst": "Kent zagen"}]
    qualification["competenties"][0]["kennis"] = texts
    qualification["competenties"][1]["kennis"] = texts[:1]
    return {"bk": "BK-0001-2", **qualification}


def test_a_bundle_gives_versions_series_and_competences(write, read_files, bundle):
    """The version, its series, levels of both frameworks, status, field and competences."""
    delivery, records, rejections, triples = read_files(write("bk.json", bundle))
    assert (list(records), rejections) == (["BK-0001-2", "BK-0001-2 bkc0000001", "BK-0001-2 bkc0000002"], {})
    version = f"<{ID}/qualification/BK-0001-2>"
    assert {
        f"{version} <http://purl.org/dc/terms/isVersionOf> <{ID}/qualification/BK-0001>",
        f'{version} <{LW}versionNumber> "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f'{version} <{LW}vksLevel> "3"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f"{version} <{LW}eqfLevel> <http://data.europa.eu/snb/eqf/3>",
        f"{version} <{LW}status> <https://w3id.org/leerweg/scheme/qualification-status/recognised>",
        f"{version} <{LW}iscedField> <http://data.europa.eu/esco/isced-f/0715>",
        f"{version} <{LW}hasCompetence> <{ID}/competence/bkc0000001>",
        f'<{ID}/competence/bkc0000001> <{LW}sourceReference> "-c"',
    } <= triples
    assert records["BK-0001-2 bkc0000001"].notes == ("References in another notation are kept as they stand: -c.",)
    assert (delivery.key, delivery.licence.split(":")[0]) == ("bk", "Unconfirmed")


def test_equal_texts_are_one_element(write, read_files, bundle):
    """Knowledge that two competences ask for in the same words is stated once and linked twice."""
    triples = read_files(write("BK-0001-2.json", full_form(bundle)))[3]
    assert len([text for text in triples if f"{LW}hasKnowledge" in text]) == 3
    assert len([text for text in triples if text.endswith(f"<{LW}KnowledgeElement>")]) == 2


def test_two_forms_merge_whatever_their_order(write, read_files, bundle):
    """The full form stands; what the bundle contradicts is noted, what it adds is taken."""
    full = full_form(bundle)
    bundle["BK-0001-2"] |= {"vks": 4, "domeinen": ["Hout"], "deelkwalificaties": [{"code": "BK-0001-2-DBK-01"}]}
    one, two = write("a-bundle.json", bundle), write("full.json", full)
    _, records, rejections, triples = read_files(one, two)
    assert records["BK-0001-2"].notes[0] == "a-bundle.json gives another level (4); 3 stands."
    assert "a-bundle.json counts 2 of knowledge; 1 are listed." in records["BK-0001-2 bkc0000002"].notes
    assert not rejections
    assert f'<{ID}/qualification/BK-0001-2> <{LW}domain> "Hout"@nl' in triples
    assert f"<{ID}/qualification/BK-0001-2-DBK-01> <{LW}partOf> <{ID}/qualification/BK-0001-2>" in triples
    assert read_files(two, one)[3] == triples


def test_a_later_version_replaces_the_earlier_one(write, read_files, bundle):
    """Versions of one series in a delivery are tied together."""
    bundle["BK-0001-3"] = bundle["BK-0001-2"]
    triples = read_files(write("bk.json", bundle))[3]
    replaced = "<http://purl.org/dc/terms/isReplacedBy>"
    assert f"<{ID}/qualification/BK-0001-2> {replaced} <{ID}/qualification/BK-0001-3>" in triples


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"vks": 9}, "/BK-0001-2/vks", "The level is 9"),
        ({"vks": True}, "/BK-0001-2/vks", "whole number"),
        ({"vks": None}, "/BK-0001-2/vks", "The level is None"),
        ({"erkenningsdatum": "2020-02-30"}, "/BK-0001-2/erkenningsdatum", "'2020-02-30' is no date that exists"),
        ({"titel": ""}, "/BK-0001-2/titel", "missing"),
        ({"isced": {"detail": "x"}}, "/BK-0001-2/isced/detail", "ISCED-F"),
        ({"competenties": {}}, "/BK-0001-2/competenties", "should be a list"),
        ({"deelkwalificaties": [{"code": "BK-0009-1-DBK-01"}]}, "/BK-0001-2/deelkwalificaties/0/code", "no part of"),
    ],
)
def test_a_value_that_cannot_be_costs_the_record_and_says_where(  # three fixtures, three parameters
    write, read_files, bundle, change, pointer, words
):
    """The answer carries a JSON pointer; the other qualifications go on."""
    bundle["BK-0002-1"] = {**bundle["BK-0001-2"], "competenties": []}
    bundle["BK-0001-2"] = bundle["BK-0001-2"] | change
    _, records, rejections, _ = read_files(write("bk.json", bundle))
    assert list(records) == ["BK-0002-1"]
    (rejection,) = rejections.values()
    assert (rejection.where.part, words in rejection.reason) == (pointer, True)


def test_an_unknown_status_refuses_the_qualification_with_its_competences(write, read_files, bundle):
    """No competence hangs on a qualification that was refused."""
    bundle["BK-0001-2"]["status"] = "MISSCHIEN"
    _, records, rejections, _ = read_files(write("bk.json", bundle))
    assert not records
    assert list(rejections) == ["BK-0001-2", "BK-0001-2 bkc0000001", "BK-0001-2 bkc0000002"]


def test_bad_competences_are_refused_one_by_one(write, read_files, bundle):
    """A missing number, an unknown type and a repeated number each cost one competence."""
    competences = bundle["BK-0001-2"]["competenties"]
    competences += [{"titel": "x"}, dict(competences[0]), {**competences[0], "id": "bkc0000003", "type": "Vreemd"}]
    _, records, rejections, _ = read_files(write("bk.json", bundle))
    assert len(records) == 3
    reasons = sorted(rejection.reason for rejection in rejections.values())
    assert [reason.split(",")[0][:40] for reason in reasons] == [
        "'Vreemd' is not in the list competence-t",
        "There is no number of a competence",
        "bkc0000001 stands earlier in the list; t",
    ]
    assert records["BK-0001-2"].notes[0] == "The file counts 2 competences; it lists 5."


def test_certificates_that_the_law_demands_are_stated_and_others_noted(write, read_files, bundle):
    """A legal attest becomes a certificate; an additional one is told, not dropped."""
    bundle["BK-0001-2"]["attesten"] = [
        {"type": "Wettelijk attest", "omschrijving": "Gezondheid", "regelgeving": "Codex"},
        {"type": "Bijkomend attest", "omschrijving": "VCA"},
    ]
    _, records, _, triples = read_files(write("bk.json", bundle))
    assert len([text for text in triples if f"{LW}requiredCertificate" in text]) == 1
    assert "Not taken over, since no law demands it: VCA (Bijkomend attest)." in records["BK-0001-2"].notes


@pytest.mark.parametrize("value", [{}, [], {"a": 1}, 7, {"naam": "x", "BK-1": {}}, {"onderdelen": {}}])
def test_other_json_is_unsupported(write, read_files, value):
    """A document of none of the forms is refused as a whole."""
    with pytest.raises(UnsupportedFormatError, match="none of the forms"):
        read_files(write("x.json", value))


def test_broken_and_deep_json_is_refused(tmp_path, read_files):
    """Broken JSON names its line, deep JSON its limit."""
    path = tmp_path / "x.json"
    path.write_text('{"bk":\n', encoding="utf-8")
    with pytest.raises(MalformedInputError, match=r"x\.json, row 2"):
        read_files(path)
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputTooLargeError, match="deeper than 64"):
        read_files(path)
