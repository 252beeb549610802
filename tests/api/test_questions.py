"""The story of the example region, asked over HTTP."""

import pytest

DAY = "2026-09-15"


def test_de_gouden_spaak_teaches_the_whole_qualification(get):
    """A planner sees a workplace with full coverage first, and all workplaces together in the summary."""
    answer = get("/api/v1/coverage", of="BK-0117-2", region="BE22", on=DAY)
    first = answer["items"][0]
    assert first["site"]["label"] == "Fietsatelier De Gouden Spaak, Hasselt"
    assert (first["proved"], first["possible"], first["total"]) == (12, 12, 12)
    assert first["provedShare"] == 1.0
    assert first["missing"] == []
    assert answer["total"] == 4
    summary = answer["summary"]
    assert (summary["proved"], summary["possible"], summary["total"]) == (12, 12, 12)
    assert answer["asked"]["on"] == DAY
    assert answer["asked"]["basis"] == "recognised"
    assert answer["asked"]["region"]["code"] == "BE22"


def test_what_is_missing_is_told_with_its_reason(get):
    """Not taught, taught in part, and not stated are three different things."""
    answer = get("/api/v1/coverage", of="BK-0117-2", region="Genk", on=DAY, basis="stated")
    (genk,) = answer["items"]
    assert [item["standing"] for item in genk["missing"]] == ["possible", "not taught", "not stated", "not stated"]


def test_nobody_in_limburg_teaches_atex(get):
    """A sector sees the one gap of a programme of two qualifications."""
    answer = get("/api/v1/gaps", of="S-93", region="Limburg", on=DAY)
    assert [(item["competence"]["code"], item["proved"]) for item in answer["items"]] == [("bkc0050066", 0)]
    assert {item["code"] for item in answer["asked"]["qualifications"]} == {"BK-0138-3", "BK-0294-3"}


def test_workplaces_come_with_their_proof(get):
    """Whoever reads that a workplace can teach something reads why, by whom recognised, and until when."""
    answer = get("/api/v1/workplaces", teaches="bkc0044352", region="Limburg", on=DAY, lang="en")
    found = {item["site"]["label"]: item for item in answer["items"]}
    proof = found["Wielservice Vier Seizoenen, Maasmechelen"]["proofs"][0]
    assert proof["proves"]
    assert proof["match"] == "exact match"
    assert proof["taught"]["label"] == "replace tyres"
    assert proof["recognition"]["validUntil"] > DAY
    assert proof["placesTaken"] is None


def test_a_near_match_is_possible_and_never_proved(get):
    """Something close to a competence is not taken for it."""
    (item,) = get("/api/v1/workplaces", teaches="bkc0044804", on=DAY)["items"]
    assert not item["proved"]
    assert item["proofs"][0]["match"] == "near match"


@pytest.mark.parametrize(("day", "proved"), [("2026-05-01", 1), (DAY, 0)])
def test_a_lapsed_recognition_no_longer_counts(get, day, proved):
    """The date asked about decides: in the spring the competence was covered."""
    answer = get("/api/v1/workplaces", teaches="bkc0044357", region="Limburg", on=day)
    assert sum(item["proved"] for item in answer["items"]) == proved


@pytest.mark.parametrize(("basis", "count"), [("stated", 5), ("recognised", 4), ("available", 2)])
def test_each_basis_asks_for_more(get, basis, count):
    """Recognised is stricter than stated, available is stricter still."""
    assert get("/api/v1/coverage", of="BK-0117-2", region="BE22", on=DAY, basis=basis)["total"] == count


def test_a_workplace_says_what_it_can_teach(get, region):
    """A school sees all twelve competences of one workplace."""
    iri = region.identifiers.of("site", "8998010307").value
    answer = get("/api/v1/teachable", at=iri, on=DAY, basis="available", size=100)
    assert sum(item["proved"] for item in answer["items"]) == 12
    assert answer["items"][0]["proofs"][0]["places"] is not None


def test_all_workplaces_together_are_counted_by_competence(get):
    """A partnership sees how often each competence is taught in its region, the scarcest first."""
    together = get("/api/v1/regional-coverage", of="S-93", region="BE22", on=DAY)
    gaps = get("/api/v1/gaps", of="S-93", region="BE22", on=DAY)
    counts = [item["proved"] for item in together["items"]]
    assert counts == sorted(counts)
    assert together["total"] == len(counts) == together["summary"]["total"]
    assert counts.count(0) == gaps["total"] == 1
    assert together["items"][0]["competence"] == gaps["items"][0]["competence"]


def test_without_a_date_today_is_meant(get, region):
    """A question without a date is about now, everywhere in Belgium, on the recognised basis."""
    asked = get("/api/v1/coverage", of="BK-0117-2")["asked"]
    assert asked["on"] >= "2026-01-01"
    assert asked["region"]["code"] == "BE"
    assert asked["basis"] == "recognised"


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Provincie Limburg"), ("en", "Province of Limburg"), ("fr", "Province de Limbourg")],
)
def test_names_come_in_the_language_asked_for(client, language, name):
    """The parameter decides, and without it the header."""
    parameters = {"of": "BK-0117-2", "region": "BE22", "on": DAY}
    by_header = client.get("/api/v1/gaps", params=parameters, headers={"Accept-Language": f"{language};q=0.9"})
    by_parameter = client.get(
        "/api/v1/gaps", params={**parameters, "lang": language}, headers={"Accept-Language": "en"}
    )
    assert by_header.json()["asked"]["region"]["label"] == name
    assert by_parameter.json()["asked"]["region"]["label"] == name


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/api/v1/workplaces", {"teaches": "bkc0044352", "region": "Limburg"}),
        ("/api/v1/teachable", {"at": "Trapkracht Bree"}),
        ("/api/v1/coverage", {"of": "S-93", "region": "Limburg"}),
        ("/api/v1/gaps", {"of": "S-93", "region": "Limburg"}),
        ("/api/v1/regional-coverage", {"of": "S-93", "region": "Limburg"}),
    ],
)
def test_the_sparql_behind_an_answer_can_be_asked_again(client, get, path, parameters):
    """Nobody needs to believe us: the link in the answer runs the same query and finds as many things."""
    paged = {} if path.endswith(("gaps", "regional-coverage")) else {"size": 100}
    answer = get(path, **parameters, on=DAY, **paged)
    again = client.get(answer["query"])
    assert again.status_code == 200, again.text
    rows = again.json()["results"]["bindings"]
    key = "site" if path in ("/api/v1/workplaces", "/api/v1/coverage") else "competence"
    assert len({row[key]["value"] for row in rows}) == answer["total"] > 0


def test_an_answer_names_its_revision_and_licence(get):
    """Data that is taken away keeps its origin."""
    answer = get("/api/v1/gaps", of="BK-0117-2", on=DAY)
    assert answer["dataVersion"] == 2
    assert answer["licence"] == ["https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"]


@pytest.mark.parametrize(
    ("path", "text", "kind", "label"),
    [
        ("competences", "mechanische storingen", "competence", "Mechanische storingen opsporen"),
        ("competences", "bkc00443", "competence", None),
        ("qualifications", "fietsher", "qualification", "Fietshersteller"),
        ("qualifications", "S-93", "programme", "S-93"),
        ("regions", "hass", "region", "Hasselt"),
        ("regions", "BE22", "region", "BE22"),
        ("sites", "gouden spaak", "site", None),
    ],
)
def test_what_somebody_types_is_found(get, path, text, kind, label):
    """The beginning of a name, a code, or words of a name lead to the thing."""
    items = get(f"/api/v1/{path}", q=text, limit=5)["items"]
    assert 0 < len(items) <= 5
    assert items[0]["kind"] == kind
    assert label is None or items[0]["label"] == label


def test_nothing_typed_finds_nothing(get):
    """An empty text is not an error, and offers nothing."""
    assert get("/api/v1/competences", q="")["items"] == []
