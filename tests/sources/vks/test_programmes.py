"""Programmes and trajectories: hours from texts, versions, awards, and what only the short list says."""

from __future__ import annotations

import pytest

from leerweg.sources.vks.hours import read_hours, read_title

ID = "http://127.0.0.1:8000/id"
LW = "https://w3id.org/leerweg/ns#"
SCHEME = "https://w3id.org/leerweg/scheme"


@pytest.mark.parametrize(
    ("kind", "text", "hours"),
    [
        ("Min. 20 opleidingsuren", "", ("20", "", False)),
        (
            "Opleidingsuren onbepaald in bereik 14-19/week",
            "minstens 14 en maximaal 19 opleidingsuren",
            ("14", "19", False),
        ),
        (
            "Afwijkende Werkplekcomponent door Vlaamse regering",
            "omvat minstens 8 en maximaal 19 uren",
            ("8", "19", True),
        ),
        ("", "omvat gemiddeld op jaarbasis minstens 20 opleidingsuren per week", ("20", "", False)),
        ("", "", ("", "", False)),
    ],
)
def test_hours_are_read_from_the_two_texts(kind, text, hours):
    """Lowest and highest hours a week, and whether the government allowed others."""
    found = read_hours(kind, text)
    assert (found.minimum, found.maximum, found.derogates) == hours
    assert bool(found.notes) == (not hours[0])


def test_texts_that_disagree_on_the_hours_are_noted():
    """The structured text stands."""
    found = read_hours("Min. 20 opleidingsuren", "minstens 25 opleidingsuren")
    assert (found.minimum, "disagree" in found.notes[0]) == ("20", True)


def test_the_title_is_read_where_the_text_names_it():
    """'duaal duaal', as the register writes it at times, is said once."""
    assert read_title("De component in de opleiding Zagen duaal duaal omvat gemiddeld 20") == "Zagen duaal"
    assert read_title("De component omvat 20") == ""


def test_a_version_is_read_with_goals_hours_and_dates(write, read_files, programmes, bundle):
    """Everything the version states, in the terms of the ontology; an open end has no date."""
    _, records, rejections, triples = read_files(write("p.json", programmes), write("bk.json", bundle))
    assert not rejections
    version = f"<{ID}/programme/S-7-V2>"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert {
        f"{version} <http://purl.org/dc/terms/isVersionOf> <{ID}/programme/S-7>",
        f'{version} <{LW}validFrom> "2023-09-01"^^<{xsd}date>',
        f'{version} <{LW}minimumWorkplaceHours> "20"^^<{xsd}decimal>',
        f'{version} <{LW}hasDerogation> "false"^^<{xsd}boolean>',
        f"{version} <{LW}agreementType> <{SCHEME}/agreement-type/OAO>",
        f"{version} <{LW}leadsTo> <{ID}/qualification/BK-0001-2>",
        f'<{ID}/programme/S-7> <http://www.w3.org/2004/02/skos/core#prefLabel> "Zagen duaal"@nl',
    } <= triples
    assert not any(f"{LW}validUntil" in text for text in triples)
    assert "BK-0001-2" in records


def test_partial_goals_are_stated_both_ways(write, read_files, programmes):
    """A programme that leads to part of a qualification says so, and that it leads there."""
    version = programmes["onderdelen"][0]["erkenningen"][0]
    version["bks"][0]["extra"]["volledigheid"] = "Gedeeltelijk (enkel competenties)"
    triples = read_files(write("p.json", programmes))[3]
    for name in ("leadsTo", "leadsPartlyTo"):
        assert f"<{ID}/programme/S-7-V2> <{LW}{name}> <{ID}/qualification/BK-0001-2>" in triples


def test_a_qualification_nobody_describes_gets_name_and_level_from_the_programme(write, read_files, programmes):
    """What a programme says in passing is enough to show the goal to a person, and is noted."""
    version = programmes["onderdelen"][0]["erkenningen"][0]
    award = {"naam": "Bewijs van beroepskwalificatie Zager", "bk": "BK-0001-2"}
    extra = {
        "led_bewijstype": "Bewijs van beroepskwalificatie",
        "maximale_studiebekrachtiging": True,
        "vks_niveau": "BK3",
    }
    version["bekrachtigingen"] = [{**award, "extra": extra}]
    _, records, _, triples = read_files(write("p.json", programmes))
    goal = f"<{ID}/qualification/BK-0001-2>"
    assert f'{goal} <{LW}vksLevel> "3"^^<http://www.w3.org/2001/XMLSchema#integer>' in triples
    assert f'{goal} <http://www.w3.org/2004/02/skos/core#prefLabel> "Zager"@nl' in triples
    assert records["BK-0001-2"].notes[0].startswith("No file describes this qualification")
    assert any(text.endswith(f"<{SCHEME}/award-type/bewijs-van-beroepskwalificatie>") for text in triples)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"versie": "S-8-V1"}, "S-8-V1 is no version of S-7"),
        ({"versie": None}, "There is no version of a programme"),
        ({"begindatum": "2023-02-30"}, "no date that exists"),
        ({"adv": "1"}, "not a code of a recognition"),
        ({"bks": [{"bk": "BK-1"}]}, "not a code of a qualification"),
        ({"bks": [{"bk": "BK-0001-2", "extra": {"volledigheid": "Half"}}]}, "neither Volledig nor Gedeeltelijk"),
        ({"extra": {"arbeidsovereenkomst": {"soort_arbeidsovereenkomst": {"code": "XYZ"}}}}, "agreement-type"),
        ({"extra": {"verplichte_contexten": {"code": "SOMS"}}}, "context-rule"),
        ({"bekrachtigingen": [{"naam": "x", "extra": {"led_bewijstype": "Lintje"}}]}, "award-type"),
    ],
)
def test_a_version_with_a_value_that_cannot_be_is_rejected(write, read_files, programmes, change, words):
    """The programme stands, the version is answered with the reason."""
    programmes["onderdelen"][0]["erkenningen"][0] |= change
    _, records, rejections, _ = read_files(write("p.json", programmes))
    (rejection,) = rejections.values()
    assert words in rejection.reason
    assert rejection.where.part.startswith("/onderdelen/0/erkenningen/0")
    assert "S-7" in records


def test_a_programme_without_number_or_title_is_answered(write, read_files, programmes):
    """No number: rejected. No title in the texts: the code stands for it, and that is noted."""
    programmes["onderdelen"].append({"onderdeel": None, "erkenningen": []})
    programmes["onderdelen"].append({"onderdeel": 8, "erkenningen": []})
    _, records, rejections, _ = read_files(write("p.json", programmes))
    assert "no number of a programme" in next(iter(rejections.values())).reason
    assert records["S-8"].notes == ("The file gives no title of the programme; its code stands for it.",)


def trajectory(**more):
    row = {"titel": "Zagen duaal", "onderdeel": 7, "traject": "OT-00001", "contract": "SOAO", "uren_min": 8}
    return {**row, "uren_max": 19, "afwijking": True, "bks": ["BK-0001-2"], **more}


def test_the_short_list_gives_programme_version_and_trajectory(write, read_files):
    """A list without version numbers is keyed by its codes, and says so."""
    contexts = {"code": "EXACT", "aantal": 1, "lijst": ["hout"]}
    row = trajectory(adv="ADV-0001", contexten=contexts, soort="BuSO OV3")
    _, records, _, triples = read_files(write("t.json", {"_source": "x", "trajectories": [row]}))
    assert list(records) == ["S-7", "S-7-ADV-0001", "OT-00001", "BK-0001-2"]
    version = f"<{ID}/programme/S-7-ADV-0001>"
    kind = f"<{SCHEME}/trajectory-kind/DUAAL_BUSO_OV3_KWALIFICATIEFASE>"
    assert {
        f'{version} <{LW}requiredContext> "hout"@nl',
        f'{version} <{LW}hasDerogation> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        f"{version} <{LW}hasStandardTrajectory> <{ID}/standard-trajectory/OT-00001>",
        f"<{ID}/standard-trajectory/OT-00001> <{LW}trajectoryKind> {kind}",
    } <= triples


def test_a_trajectory_of_an_earlier_recognition_is_not_tied_to_the_listed_version(write, read_files):
    """The list itself says for which programmes its codes do not belong together."""
    source = "For onderdelen 7 and 9 the OT code belongs to the earlier (ended) recognition."
    rows = [trajectory(), trajectory(onderdeel=10, traject="OT-00002")]
    _, records, _, triples = read_files(write("t.json", {"_source": source, "trajectories": rows}))
    assert [text for text in triples if f"{LW}hasStandardTrajectory" in text] == [
        f"<{ID}/programme/S-10-OT-00002> <{LW}hasStandardTrajectory> <{ID}/standard-trajectory/OT-00002>"
    ]
    assert records["OT-00001"].notes == ("The trajectory belongs to an earlier recognition than the one listed.",)


def test_the_fuller_description_of_a_version_stands(write, read_files, programmes):
    """A version that the programmes describe is not described again by the list; another title is noted."""
    row = trajectory(adv="ADV-0001", titel="Zagen (duaal)")
    _, records, _, triples = read_files(write("p.json", programmes), write("t.json", {"trajectories": [row]}))
    assert "stands" in records["S-7 title"].notes[0]
    assert "described more fully" in records["S-7 ADV-0001"].notes[0]
    assert f"<{ID}/programme/S-7-V2> <{LW}agreementType> <{SCHEME}/agreement-type/SOAO>" not in triples


def test_a_trajectory_with_a_bad_code_is_rejected(write, read_files):
    """One row is answered, the others go on."""
    rows = [trajectory(traject="OT-1"), trajectory(onderdeel=8, traject="OT-00002")]
    _, records, rejections, _ = read_files(write("t.json", {"trajectories": rows}))
    assert "not a code of a trajectory" in rejections["trajectory at /trajectories/0"].reason
    assert "OT-00002" in records
