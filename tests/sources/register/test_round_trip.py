"""Template to register to triples."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from leerweg.errors import InputError
from leerweg.model.delivery import Location, Record, SilentProgress
from leerweg.namespaces import GEO, MUNICIPALITY, ORG, RDF_TYPE, XSD, lw, scheme
from leerweg.sources.register import read_register
from leerweg.sources.register.columns import Kind
from leerweg.sources.register.numbers import complete
from leerweg.sources.register.tables import Row
from leerweg.sources.register.template import READ_ME, SHEETS, sheet_named
from leerweg.sources.register.template_writer import allowed_words, write_register_template
from leerweg.sources.register.writer import write_register


def triples_by_key(records):
    return {record.key: set(record.triples) for record in records}


def test_workbook_and_csv_say_the_same(workbook, example, read_all):
    """Whoever fills in the workbook and whoever fills in CSV files get the same triples."""
    from_workbook, none = read_all(workbook)
    from_csv, nothing = read_all(example)
    assert triples_by_key(from_workbook) == triples_by_key(from_csv)
    assert none == nothing == []
    assert len(from_csv) == 12
    assert not any(record.notes for record in from_csv)


def test_a_zip_of_csv_files_is_a_register_too(tmp_path, example, read_all):
    """A folder sent as a zip reads as the folder does."""
    packed = tmp_path / "example.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in example.iterdir():
            archive.write(file, f"register/{file.name}")
    records, rejections = read_all(packed)
    assert rejections == []
    assert triples_by_key(records) == triples_by_key(read_all(example)[0])


def test_csv_files_may_be_given_one_by_one(example, read_all):
    """Naming the files in any order reads the same register."""
    files = sorted(example.iterdir(), reverse=True)
    assert triples_by_key(read_all(*files)[0]) == triples_by_key(read_all(example)[0])


def test_a_site_is_stated_with_its_environment_place_and_organisation(example, read_all, identifiers):
    """A place in the register becomes a site of the right class, with number, municipality and coordinates."""
    (site,) = [record for record in read_all(example)[0] if record.key == "site/8990000085"]
    iri = identifiers.of("site", "8990000085")
    said = {(triple.predicate, triple.object) for triple in site.triples}
    assert {triple.subject for triple in site.triples} == {iri}
    assert {
        (RDF_TYPE, lw("Site")),
        (RDF_TYPE, lw("RealWorkplace")),
        (lw("establishmentNumber"), Literal("8990000085")),
        (lw("municipality"), NamedNode(MUNICIPALITY + "44021")),
        (NamedNode(ORG + "siteOf"), identifiers.of("organisation", "1990000035")),
        (NamedNode(GEO + "lat"), Literal("51.054", datatype=NamedNode(XSD + "decimal"))),
        (lw("synthetic"), Literal("true", datatype=NamedNode(XSD + "boolean"))),
    } <= said


def test_an_offer_keeps_full_part_and_no_apart(example, read_all, identifiers):
    """What a place teaches, teaches in part and does not teach are three different statements."""
    (offer,) = [record for record in read_all(example)[0] if record.key == "offer/8990000085-2025"]
    said = {(triple.predicate, triple.object) for triple in offer.triples}
    assert (lw("offersCompetence"), identifiers.of("competence", "bkc0014563")) in said
    assert (lw("offersCompetence"), identifiers.of("competence", "bkc0014564")) in said
    assert (lw("partlyOffersCompetence"), identifiers.of("competence", "bkc0014570")) in said
    assert (lw("doesNotOfferCompetence"), identifiers.of("competence", "bkc0014571")) in said


def test_a_recognition_names_place_programme_body_and_days(example, read_all, identifiers):
    """A recognition becomes all that the question on recognition needs."""
    records = triples_by_key(read_all(example)[0])
    said = {(triple.predicate, triple.object) for triple in records["recognition/8990000085-R-1"]}
    assert {
        (lw("recognises"), identifiers.of("site", "8990000085")),
        (lw("forProgramme"), identifiers.of("programme", "S-97")),
        (lw("grantedBy"), identifiers.of("organisation", "voorbeeldpartnerschap")),
        (lw("recognitionScope"), scheme("recognition-scope", "dual")),
        (lw("validUntil"), Literal("2030-08-31", datatype=NamedNode(XSD + "date"))),
    } <= said
    suspension = {(t.predicate, t.object) for t in records["suspension/8990000085-R-1-2026-01-05"]}
    assert (lw("suspends"), identifiers.of("recognition", "8990000085-R-1")) in suspension


def test_a_mentor_role_says_nothing_of_a_person(example, read_all):
    """A mentor role has eligibility and attested minimums, and no literal beyond numbers, days and truth values."""
    (mentor,) = [record for record in read_all(example)[0] if record.key.startswith("mentor-role/")]
    literals = [t.object for t in mentor.triples if isinstance(t.object, Literal)]
    kinds = {NamedNode(XSD + name) for name in ("integer", "boolean", "date")}
    assert all(literal.datatype in kinds for literal in literals)


def test_an_empty_template_has_every_sheet_and_column(tmp_path, read_all):
    """The template as handed out is a register without rows, in both forms."""
    for path in (tmp_path / "empty.xlsx", tmp_path / "empty"):
        write_register_template(path, with_example=False)
        assert read_all(path) == ([], [])


def test_the_template_explains_itself(workbook):
    """The workbook holds a page of explanations, comments on the columns and drop-downs."""
    with zipfile.ZipFile(workbook) as archive:
        names = archive.namelist()
        book = archive.read("xl/workbook.xml").decode()
        assert f'name="{READ_ME}"' in book
        assert sum("comments" in name for name in names) == len(SHEETS)
        assert any(b"dataValidation" in archive.read(name) for name in names if "worksheets/sheet" in name)


def test_every_choice_of_the_template_is_read(identifiers):
    """Each word a drop-down offers is one that the reader takes."""
    columns = [column for sheet in SHEETS for column in sheet.columns]
    assert all(allowed_words(column) for column in columns if column.kind in (Kind.CHOICE, Kind.CODE, Kind.BOOLEAN))
    defaults = [column for column in columns if column.default]
    assert all(column.default in allowed_words(column) for column in defaults)


def test_a_template_that_cannot_be_written_says_so(tmp_path):
    """A place where nothing can be written gives a message, not a trace."""
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "register.xlsx", tmp_path / "file" / "register"):
        with pytest.raises(InputError, match="cannot be written"):
            write_register_template(path, with_example=True)


def test_key_digest_and_title_follow_from_the_file(tmp_path, workbook, identifiers):
    """The same file twice is the same delivery; one cell changed makes another digest under the same key."""
    first = read_register([workbook], identifiers, SilentProgress())
    again = read_register([workbook], identifiers, SilentProgress())
    assert (first.source, first.key, first.digest) == ("register", "register", again.digest)
    named = tmp_path / "Mijn Register (2025).xlsx"
    named.write_bytes(workbook.read_bytes())
    assert read_register([named], identifiers, SilentProgress()).key == "mijn-register-2025"


class Counting:
    """A Progress that adds up."""

    def __init__(self):
        self.total = self.done = 0.0

    def start(self, _task, total):
        """The work begins."""
        self.total = total

    def advance(self, amount):
        """So much more is done."""
        self.done += amount


def test_progress_reaches_its_end(workbook, example, identifiers):
    """Whoever watches sees the work come to its end."""
    for path in (workbook, example):
        progress = Counting()
        list(read_register([path], identifiers, progress).records)
        assert progress.total > 0
        assert 0.9 * progress.total <= progress.done <= progress.total


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "S", "N"), exclude_characters="@=+"),
    min_size=1,
    max_size=30,
)
CELLS = st.fixed_dictionaries(
    {
        "enterprise_number": st.integers(min_value=19_000_000, max_value=19_999_999).map(lambda n: complete(str(n))),
        "name": NAMES,
    },
    optional={
        "name_fr": NAMES,
        "legal_name": NAMES,
        "kind": st.sampled_from(["company", "education-provider", "public-body"]),
        "activity": st.lists(st.sampled_from(["43", "43.21", "F", "95.29"]), min_size=1, unique=True).map("; ".join),
        "valid_from": st.dates(min_value=dt.date(1900, 3, 1), max_value=dt.date(2100, 1, 1)),
        "synthetic": st.booleans(),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CELLS, min_size=1, max_size=6, unique_by=lambda cells: cells["enterprise_number"]))
def test_what_is_written_is_what_is_read(tmp_path, identifiers, companies):
    """Any row written by the writer is read back as the same statements, from CSV and from a workbook alike."""
    sheet = sheet_named("companies")
    rows = [Row(sheet, Location("test"), cells) for cells in companies]
    read = []
    for path in (tmp_path / "written.xlsx", tmp_path / "written"):
        write_register(path, rows)
        outcomes = list(read_register([path], identifiers, SilentProgress()).records)
        assert all(isinstance(outcome, Record) for outcome in outcomes), outcomes
        read.append(triples_by_key(outcomes))
    assert read[0] == read[1]
    for cells in companies:
        said = read[0][f"organisation/{cells['enterprise_number']}"]
        labels = {t.object.value for t in said if isinstance(t.object, Literal) and t.object.language == "nl"}
        assert labels == {" ".join(cells["name"].split())}
        if day := cells.get("valid_from"):
            assert any(t.predicate == lw("validFrom") and t.object.value == day.isoformat() for t in said)
