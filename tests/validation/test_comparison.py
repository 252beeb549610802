"""Two runs side by side: what is new, still open and solved."""

import json

import pyoxigraph as ox
import pytest

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.validation import compare
from leerweg.validation.comparison import read_previous
from leerweg.validation.reports import render_page, render_text, write_reports
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

MOST = 1_000_000


@pytest.fixture
def judged(prefixes):
    """Judges a text with nothing around it."""

    def run(text, name="plan.ttl"):
        triples = [quad.triple for quad in ox.parse(prefixes + text, ox.RdfFormat.TURTLE)]
        return validate_graph(triples, (), load_shapes(), name=name)

    return run


@pytest.fixture
def compared(judged):
    """A run after one in which L1 was wrong and L2 was; now L2 is and L3."""
    before = judged("ex:L1 a lw:LearningActivity . ex:L2 a lw:LearningActivity .")
    former = read_previous(write_reports([before], "json", "nl"), MOST)
    return compare(judged("ex:L2 a lw:LearningActivity . ex:L3 a lw:LearningActivity ."), former)


def states(report):
    return {(finding.focus.rpartition("/")[2], finding.state) for finding in (*report.findings, *report.solved)}


def test_findings_are_new_open_or_solved(compared):
    """Whoever mends a document sees what came, what stayed and what went."""
    assert states(compared) == {("L1", "solved"), ("L2", "open"), ("L3", "new")}


@pytest.mark.parametrize(
    ("language", "summary"),
    [("nl", "1 nieuw, 1 nog open, 1 opgelost."), ("en", "1 new, 1 still open, 1 solved."), ("fr", "1 résolu(s).")],
)
def test_text_and_page_say_so(compared, language, summary):
    """Every reader gets the summary, and the state of each finding."""
    assert summary in render_text(compared, language)
    assert summary in render_page([compared], language)
    assert "leeractiviteit L1" in render_text(compared, "nl").split("Opgelost")[1]


def test_sarif_has_the_baseline_state(compared):
    """A code host can show only what is new."""
    run = json.loads(write_reports([compared], "sarif", "en"))["runs"][0]
    assert sorted(result["baselineState"] for result in run["results"]) == ["absent", "new", "unchanged"]


def test_json_of_a_compared_run_can_be_compared_again(compared, judged):
    """Each run is the former run of the next; what was solved does not come back."""
    again = compare(
        judged("ex:L3 a lw:LearningActivity ."), read_previous(write_reports([compared], "json", "nl"), MOST)
    )
    assert states(again) == {("L2", "solved"), ("L3", "open")}


def test_a_finding_is_known_by_more_than_its_place(judged):
    """Moving things about, or other words around them, makes no finding new."""
    before = judged("ex:L1 a lw:LearningActivity .")
    after = judged('ex:L0 skos:prefLabel "eerst"@nl . ex:L1 a lw:LearningActivity ; skos:prefLabel "Nieuwe naam"@nl .')
    assert before.findings[0].fingerprint == after.findings[0].fingerprint
    assert len(before.findings[0].fingerprint) == 24


def test_several_documents_are_compared_by_name(judged):
    """A file is held against its own former report and not against that of its neighbour."""
    one, two = judged("ex:L1 a lw:LearningActivity .", "a.ttl"), judged("ex:L2 a lw:LearningActivity .", "b.ttl")
    former = read_previous(write_reports([one, two], "json", "nl"), MOST)
    assert states(compare(two, former)) == {("L2", "open")}
    assert states(compare(judged("", "c.ttl"), former)) == set()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"3",
        b'{"name": "x"}',
        b'{"name": "x", "findings": [1]}',
        b'{"name": "x", "findings": [{}]}',
        b'{"reports": 3}',
        b"[" * 100_000,
        b'{"name": "x", "findings": [{"severity": "Grave"}]}',
    ],
)
def test_what_is_no_report_is_refused(content):
    """A former report that is none ends in a reason, never in a stack trace."""
    with pytest.raises(MalformedInputError, match="former report"):
        read_previous(content, MOST)


def test_a_former_report_that_is_too_large_is_refused():
    """A file of any size is not read whole."""
    with pytest.raises(InputTooLargeError):
        read_previous(b"[" * 11, 10)


def test_text_of_a_former_report_stays_text(compared, judged):
    """What a stranger wrote into a former report is shown as text, on one line."""
    given = json.loads(write_reports([judged("ex:L1 a lw:LearningActivity .")], "json", "nl"))
    given["findings"][0]["message"]["nl"] = "<script>alert(1)</script>\x1b[2J\n\n"
    shown = render_page([compare(judged(""), read_previous(json.dumps(given).encode(), MOST))], "nl")
    assert "<script>" not in shown
    assert "\x1b" not in shown
    assert "&lt;script&gt;" in shown
