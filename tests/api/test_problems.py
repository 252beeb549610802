"""Whatever is asked wrongly gets a problem document, and never more than that."""

import pytest

from leerweg import errors
from leerweg.api.problems import KINDS, PROBLEMS

GOOD = {
    "/api/v1/workplaces": {"teaches": "bkc0044352"},
    "/api/v1/teachable": {"at": "Trapkracht Bree"},
    "/api/v1/coverage": {"of": "BK-0117-2"},
    "/api/v1/gaps": {"of": "BK-0117-2"},
    "/api/v1/regional-coverage": {"of": "BK-0117-2"},
}
UNPAGED = {"/api/v1/gaps", "/api/v1/regional-coverage"}
SEARCHES = ["/api/v1/competences", "/api/v1/qualifications", "/api/v1/regions", "/api/v1/sites"]
HOSTILE = [
    ({"on": "2026-02-30"}, 400),
    ({"on": "yesterday"}, 400),
    ({"on": "5"}, 400),
    ({"on": "20260915"}, 400),
    ({"on": "2026-09-15T00:00:00"}, 400),
    ({"basis": "hoped"}, 400),
    ({"lang": "xx"}, 400),
    ({"colour": "red"}, 400),
    ({"on": ["2026-09-15", "2026-13-01"]}, 400),
]
PAGED = [
    ({"size": "101"}, 400),
    ({"size": "0"}, 400),
    ({"size": "9" * 5_000}, 400),
    ({"page": "-1"}, 400),
    ({"page": "99999999999999999999"}, 400),
    ({"page": "99999"}, 404),
]
NAMES = [
    ("nothing of this name", 404),
    ("\x00", 404),
    ("\u202e😀", 404),
    ("'; DROP TABLE label; --", 404),
    ('" OR words MATCH "*', 404),
    ("http://x/ y", 400),
    ("http://x/> <http://y", 400),
    ("http://x/nothing", 404),
    ("x" * 501, 400),
    ("", 400),
]


@pytest.mark.parametrize("path", GOOD)
@pytest.mark.parametrize(("wrong", "status"), HOSTILE, ids=str)
def test_a_wrong_parameter_is_named(client, is_problem, path, wrong, status):
    """The problem says which parameter, and what it may be."""
    problem = is_problem(client.get(path, params={**GOOD[path], **wrong}), status)
    assert next(iter(wrong)) in problem["detail"]


@pytest.mark.parametrize("path", [path for path in GOOD if path not in UNPAGED])
@pytest.mark.parametrize(("wrong", "status"), PAGED, ids=lambda case: str(case)[:30])
def test_a_wrong_page_is_named(client, is_problem, path, wrong, status):
    """Sizes and pages have bounds."""
    is_problem(client.get(path, params={**GOOD[path], **wrong}), status)


@pytest.mark.parametrize("path", GOOD)
@pytest.mark.parametrize(("name", "status"), NAMES, ids=lambda case: repr(case)[:30])
def test_names_that_are_none_break_nothing(client, is_problem, path, name, status):
    """What somebody types may be anything."""
    ((parameter, _),) = GOOD[path].items()
    is_problem(client.get(path, params={parameter: name}), status)
    if path != "/api/v1/teachable" and name:
        is_problem(client.get(path, params={**GOOD[path], "region": name}), status)


@pytest.mark.parametrize("path", GOOD)
def test_raw_bytes_in_the_address_break_nothing(client, is_problem, path):
    """Bytes that are no UTF-8, and zero bytes, are unknown names."""
    ((parameter, _),) = GOOD[path].items()
    for raw in ("%FF%FE", "%00", "%ED%A0%80", "a%00b"):
        is_problem(client.get(f"{path}?{parameter}={raw}"), 404)


@pytest.mark.parametrize("path", SEARCHES)
def test_searches_take_any_text_and_bound_their_answer(client, is_problem, path):
    """Typing strange things finds nothing; asking for too many is refused."""
    for text in ("%FF", "%00", '"', "*", "a OR b", "'", "😀", "%F0%9F%98%80"):
        assert client.get(f"{path}?q={text}").status_code == 200
    is_problem(client.get(path), 400)
    is_problem(client.get(path, params={"q": "a", "limit": 51}), 400)
    is_problem(client.get(path, params={"q": "a" * 501}), 400)


def test_an_ambiguous_name_offers_its_candidates(client, is_problem):
    """The reader chooses from what was meant, by IRI and name."""
    problem = is_problem(client.get("/api/v1/workplaces", params={"teaches": "fiets"}), 400)
    assert problem["type"] == "/api/v1/problems/ambiguous-term"
    assert len(problem["candidates"]) > 1
    assert all(candidate["iri"] and candidate["label"] for candidate in problem["candidates"])


@pytest.mark.parametrize("path", [*GOOD, *SEARCHES])
def test_json_is_not_forced_on_who_does_not_take_it(client, is_problem, path):
    """A client that wants Turtle only is refused; one that takes anything gets JSON."""
    parameters = GOOD.get(path, {"q": "fiets"})
    is_problem(client.get(path, params=parameters, headers={"Accept": "text/turtle"}), 406)
    assert client.get(path, params=parameters, headers={"Accept": "text/html,*/*;q=0.1"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/nothing", "/docs", "/redoc", "/api/v1", "/api/v1/coverage/", "//evil.example", "/%00"]
)
def test_addresses_that_lead_nowhere(client, is_problem, path):
    """404 is a problem document too, and nobody is sent elsewhere."""
    is_problem(client.get(str(client.base_url) + path), 404)


@pytest.mark.parametrize("path", [*GOOD, *SEARCHES, "/health", "/ready", "/openapi.json", "/id/site/x", "/doc/site/x"])
def test_other_methods_are_refused_with_those_there_are(client, is_problem, path):
    """405 names what can be done."""
    answer = client.post(path, content=b"x")
    is_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_every_error_has_a_kind():
    """No error of the tree falls through the table, and none is taken for a defect by mistake."""
    kinds = [getattr(errors, name) for name in errors.__all__]
    unnamed = {kind for kind in kinds if kind not in PROBLEMS}
    assert unnamed == {errors.OntologyError, errors.ConfigurationError}


def test_every_problem_type_can_be_looked_up(client, is_problem):
    """The type of a problem is an address that explains it."""
    for kind in KINDS:
        answer = client.get(f"/api/v1/problems/{kind.name}")
        assert answer.json() == {"type": f"/api/v1/problems/{kind.name}", "title": kind.title, "status": kind.status}
    is_problem(client.get("/api/v1/problems/unheard-of"), 404)


def test_a_defect_of_ours_tells_nothing_of_itself(client, is_problem):
    """What nobody foresaw is a plain 500; what happened stands in the log only."""
    answer = client.get("/doc/site/broken", headers={"Accept": "text/html"})
    problem = is_problem(answer, 500)
    assert problem["type"] == "/api/v1/problems/defect"
    assert "secret" not in answer.text
    assert client.get("/health").status_code == 200
