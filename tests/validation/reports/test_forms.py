"""Every form of a report: complete, readable by the programs it is for, and harmless whatever it holds."""

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
import pyoxigraph as ox
import pytest

from leerweg.namespaces import SH
from leerweg.validation.reports import FORMS, write_reports
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

HOSTILE = '=HYPERLINK("http://x/")<script>alert(1)</script>]]>\\u0001\\u202e'
RDF_FORMS = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples",
             "rdfxml": "application/rdf+xml"}  # fmt: skip
LANGUAGES = ("nl", "fr", "en")


@pytest.fixture
def hostile(document, judged):
    """A report on a document whose names try to be formulas, markup and control characters."""
    named = document.replace("ex:A1 a lw:Agreement", f"ex:A1 skos:prefLabel {json.dumps(HOSTILE)} ; a lw:Agreement")
    return judged(named.replace("\\\\u", "\\u").replace("24.0", "12.0"), name="=cmd.ttl")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_in_every_language(report, good, hostile, form, language):
    """No form is missing a word in a language, for one document or for several."""
    for reports in ([report], [good], [report, good, hostile]):
        assert write_reports(reports, form, language)


@pytest.mark.parametrize(("form", "media_type"), RDF_FORMS.items())
def test_shacl_reports_of_several_documents_stand_in_one_graph(report, good, form, media_type):
    """A SHACL tool reads a validation report for each document, and the results belong to the right one."""
    content = write_reports([report, good, report], form, "nl")
    triples = [quad.triple for quad in ox.parse(content, ox.RdfFormat.from_media_type(media_type))]
    results = [triple.subject for triple in triples if triple.predicate.value == SH + "result"]
    kinds = [triple for triple in triples if triple.object == ox.NamedNode(SH + "ValidationReport")]
    found = report.graph.count(f"<{SH}result>")
    assert (len(kinds), len(results), len(set(results))) == (3, 2 * found, 2)


class TestSarif:
    """SARIF 2.1.0: what the standard asks of a log, a run, a rule and a result."""

    @pytest.fixture
    def run(self, report, good):
        log = json.loads(write_reports([report, good], "sarif", "en"))
        assert set(log) == {"$schema", "version", "runs"}
        assert log["version"] == "2.1.0"
        return log["runs"][0]

    def test_a_run_names_its_tool_and_rules(self, run):
        """Each rule has an id, texts, a level, and help with its source."""
        driver = run["tool"]["driver"]
        assert driver["name"] == "Leerweg"
        assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
        for rule in driver["rules"]:
            assert rule["id"]
            assert rule["shortDescription"]["text"]
            assert rule["fullDescription"]["text"]
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
            assert "Source: " in rule["help"]["text"]
            assert "](https://" in rule["help"]["markdown"]
            assert rule["helpUri"].startswith("https://")
        assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])

    def test_a_result_points_at_its_rule_file_and_line(self, run):
        """An editor opens the right file at the right line."""
        rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
        assert [result["level"] for result in run["results"]] == ["warning", "error"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            (location,) = result["locations"]
            place = location["physicalLocation"]
            assert artifacts[place["artifactLocation"]["index"]]["location"]["uri"] == "plan.ttl"
            assert place["artifactLocation"]["uri"] == "plan.ttl"
            assert place["region"]["startLine"] in (17, 19)
            assert re.fullmatch(r"[0-9a-f]{24}", result["partialFingerprints"]["finding/v1"])
            assert result["message"]["text"]
            assert "baselineState" not in result

    def test_a_waived_finding_is_suppressed(self, waived):
        """A derogation is a suppression, with its justification."""
        (result,) = json.loads(write_reports([waived], "sarif", "en"))["runs"][0]["results"]
        assert result["level"] == "note"
        assert result["suppressions"][0]["kind"] == "external"
        assert "until 31 December 2026, because: Short of staff." in result["suppressions"][0]["justification"]

    def test_a_file_name_is_an_address(self, judged, document):
        """A name with blanks and signs is a valid relative reference."""
        log = json.loads(write_reports([judged(document, name="my plan #1.ttl")], "sarif", "en"))
        assert log["runs"][0]["artifacts"][0]["location"]["uri"] == "my%20plan%20%231.ttl"


class TestJunit:
    """JUnit XML: suites, cases, failures and what is only asked."""

    def test_a_suite_per_document_and_a_case_per_rule(self, report, good):
        """A build server counts each rule once for each document."""
        root = ET.fromstring(write_reports([report, good], "junit", "en"))  # noqa: S314  # our own
        bad, sound = root.findall("testsuite")
        rules = str(len(load_shapes("draft").shapes))
        assert (bad.get("tests"), bad.get("failures"), bad.get("skipped"), bad.get("errors")) == (rules, "1", "1", "0")
        assert (sound.get("failures"), sound.get("skipped")) == ("0", "0")
        assert len(bad.findall("testcase")) == int(rules)

    def test_a_failure_says_what_to_do_and_a_warning_is_skipped_with_a_reason(self, report):
        """Whoever reads the build log finds where, what and how; a warning does not break the build."""
        root = ET.fromstring(write_reports([report], "junit", "nl"))  # noqa: S314  # our own
        (failure,) = root.iter("failure")
        assert failure.get("type") == "R7"
        assert "(plan.ttl, regel 19)" in failure.text
        assert "Hoe voldoen: " in failure.text
        assert "Bron: " in failure.text
        (skipped,) = root.iter("skipped")
        assert skipped.get("message") == "vraagt: kijk na en beslis; houdt niets tegen"
        assert "leeractiviteit L1" in next(root.iter("system-out")).text

    def test_what_xml_cannot_hold_is_left_out(self, hostile):
        """A control character in a name does not break the file."""
        assert b"\x01" not in write_reports([hostile], "junit", "en")
        ET.fromstring(write_reports([hostile], "junit", "en"))  # noqa: S314  # our own


class TestChecklist:
    """CSV and XLSX: a row per finding, a cell to tick, and nothing that runs."""

    def rows(self, content):
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    def test_a_row_per_finding_with_an_empty_cell_to_tick(self, report):
        """Forty findings can be worked off one by one, what blocks first."""
        rows = self.rows(write_reports([report], "csv", "nl"))
        assert [row["ernst"] for row in rows] == ["blokkeert", "vraagt"]
        assert rows[0]["waar"] == "plan.ttl, regel 19"
        assert rows[0]["gevonden"] == "12,5"
        assert rows[0]["verwacht"].endswith(": 20")
        assert all(row["gedaan"] == "" for row in rows)
        assert all(row["hoe voldoen"] and row["bevinding"] and row["bron"] for row in rows)

    def test_the_workbook_holds_the_same_rows(self, report):
        """The list for a spreadsheet and the one for programs say the same."""
        sheet = openpyxl.load_workbook(io.BytesIO(write_reports([report], "xlsx", "fr"))).active
        cells = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        told = list(csv.reader(io.StringIO(write_reports([report], "csv", "fr").decode("utf-8-sig"))))
        assert cells == told
        assert sheet.freeze_panes == "A2"

    def test_no_cell_is_a_formula(self, hostile):
        """A name that begins with = stays a name."""
        rows = self.rows(write_reports([hostile], "csv", "en"))
        assert {row["file"] for row in rows} == {"'=cmd.ttl"}
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
        book = openpyxl.load_workbook(io.BytesIO(write_reports([hostile], "xlsx", "en")))
        assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


class TestPage:
    """The page that stands alone."""

    @pytest.fixture
    def page(self, report):
        return write_reports([report], "html", "nl").decode()

    def test_the_verdict_comes_first_and_each_finding_has_an_address(self, page, report):
        """A link can be sent to one finding; the same finding has the same address in the next report."""
        assert page.index("plan.ttl voldoet niet") < page.index("Minimumuren van een OAO")
        for finding in report.findings:
            assert f'id="f-{finding.fingerprint[:12]}"' in page

    def test_no_two_places_have_one_address(self, report):
        """Each link leads to its own finding, also where a page holds several documents."""
        page = write_reports([report, report], "html", "nl").decode()
        places = re.findall(r' id="([^"]+)"', page)
        assert len(places) == len(set(places))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)

    def test_it_needs_nothing_else(self, page):
        """No script, no sheet, no picture from anywhere: it can be mailed and kept."""
        assert not re.search(r"<(script|link|img|iframe)|\bsrc=|@import|url\(", page)
        assert "default-src &#39;none&#39;" in page

    def test_names_are_shown_and_addresses_are_links(self, page):
        """A reader sees titles; the address is behind them."""
        text = re.sub(r"<details>.*?</details>|<style>.*?</style>", "", page, flags=re.DOTALL)
        assert "http" not in re.sub(r"<[^>]+>", "", text)
        assert 'href="https://www.ejustice.just.fgov.be/eli/decreet/2016/06/10/2016036138/staatsblad"' in page

    def test_markup_in_a_name_stays_text(self, hostile):
        """A name that is a script is read, not run."""
        page = write_reports([hostile], "html", "en").decode()
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


@pytest.fixture
def waived(prefixes, triples_of):
    """A report with one finding that a derogation covers."""
    text = f"""{prefixes} ex:L1 a lw:LearningActivity .
        ex:W1 a lw:Waiver ; lw:waives <https://w3id.org/leerweg/shapes#activity-targets-competence> ;
            lw:waivedFor ex:L1 ; lw:grantedBy ex:body ; dct:description "Short of staff."@en ;
            lw:validFrom "2020-01-01"^^xsd:date ; lw:validUntil "2026-12-31"^^xsd:date ."""
    published = f"""{prefixes} ex:M1 a lw:Mandate ; lw:mandateOf ex:body ;
            lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/derogation> ."""
    around = triples_of(published)
    return validate_graph(triples_of(text), around, load_shapes(), name="plan.ttl", on=date(2026, 6, 1))
