"""Rows that cannot be taken over are answered with place, reason and remedy."""

from __future__ import annotations

import pytest

from leerweg.errors import InputError, MalformedInputError, UnsupportedFormatError

SITE = {"establishment_number": "8990000085", "environment": "real"}


@pytest.fixture
def wrong(example, change, read_all):
    """The rejections after one change to the example."""

    def rejections(sheet, row, cells):
        change(example, sheet, row, **cells)
        return read_all(example)[1]

    return rejections


@pytest.mark.parametrize(
    ("sheet", "cells", "column", "reason"),
    [
        ("companies", {"enterprise_number": "1990000070"}, "enterprise_number", "do not agree"),
        ("companies", {"enterprise_number": ""}, "enterprise_number", "is empty"),
        ("companies", {"name": "=HYPERLINK(1)"}, "name", "like a formula"),
        ("companies", {"name": "mail jan@example.org"}, "name", "e-mail address"),
        ("companies", {"name": "x" * 4001}, "name", "4001 characters"),
        ("companies", {"kind": "bedrijf"}, "kind", "cannot stand here"),
        ("companies", {"activity": "horeca"}, "activity", "cannot be read here"),
        ("companies", {"activity": " ; "}, "activity", "only separators"),
        ("bodies", {"body": "een partnerschap"}, "body", "is no key"),
        ("mandates", {"purpose": "geven"}, "purpose", "no code of the list 'mandate-purpose'"),
        ("mandates", {"sector": "43; 95"}, "sector", "one sector"),
        ("sites", {"establishment_number": "1990000035"}, "establishment_number", "begin with 2 to 8"),
        ("sites", {"municipality": "Atlantis"}, "municipality", "no municipality"),
        ("sites", {"municipality": "Melle"}, "municipality", "no municipality"),
        ("sites", {"latitude": "noord"}, "latitude", "no decimal number"),
        ("sites", {"latitude": "5_1"}, "latitude", "no decimal number"),
        ("offers", {"competences": "bkc12"}, "competences", "cannot be read here"),
        ("offers", {"competences": "javascript:alert(1)"}, "competences", "cannot be read here"),
        ("offers", {"competences": "", "partly": "", "not_taught": ""}, "competences", "names no competence"),
        ("offers", {"includes_narrower": "soms"}, "includes_narrower", "neither yes nor no"),
        ("recognitions", {"programme": "S-97-V1"}, "programme", "no programme code"),
        ("recognitions", {"decision_date": "2025-02-30"}, "decision_date", "does not exist"),
        ("recognitions", {"decision_date": "20/08/2025"}, "decision_date", "not written as a date"),
        ("recognitions", {"valid_from": ""}, "valid_from", "is empty"),
        ("mentors", {"mentor": "Jan Peeters"}, "mentor", "No personal data here"),
        ("mentors", {"mentor": "85073003328"}, "mentor", "national register number"),
        ("capacity", {"places": "2,5"}, "places", "no whole number"),
        ("capacity", {"places": "-1"}, "places", "no whole number"),
    ],
)
def test_a_wrong_cell_is_rejected_where_it_stands(wrong, sheet, cells, column, reason):
    """Each kind of mistake is answered with sheet, row and column, what is wrong and how to mend it."""
    rejection = wrong(sheet, 2, cells)[0]
    assert (rejection.where.file, rejection.where.part) == (f"{sheet}.csv", sheet)
    assert (rejection.where.row, rejection.where.column) == (2, column)
    assert reason in rejection.reason
    assert rejection.remedy


@pytest.mark.parametrize("mentor", ["Jan Peeters", "85073003328", "jan@example.org"])
def test_a_rejection_does_not_repeat_personal_data(wrong, mentor):
    """What was refused as personal data does not live on in the answer."""
    (rejection,) = wrong("mentors", 2, {"mentor": mentor})
    assert mentor not in f"{rejection.key} {rejection.reason} {rejection.remedy} {rejection.where}"
    assert rejection.key == "mentors 8990000085"


def test_every_fault_of_a_row_is_told_at_once(example, change, read_all):
    """A row with three mistakes is answered once, with all three."""
    change(example, "sites", 2, municipality="Atlantis", latitude="x", longitude="y")
    first = read_all(example)[1][0]
    assert "Atlantis" in first.reason
    assert "latitude" in first.reason
    assert "longitude" in first.reason


def test_what_hangs_on_a_rejected_row_is_rejected_with_it(example, change, read_all):
    """A wrong company takes its site along, and the site all that refers to it; each says why."""
    change(example, "companies", 2, activity="horeca")
    records, rejections = read_all(example)
    kept = {record.key.split("/")[0] for record in records}
    assert kept == {"organisation", "mandate", "site", "exclusion"}
    reasons = {each.where.part: each.reason for each in rejections}
    assert "company 1990000035 was rejected (sheet companies, row 2)" in reasons["sites"]
    for sheet in ("offers", "recognitions", "suspensions", "mentors", "capacity"):
        assert "site 8990000085 was rejected (sheet sites, row 2)" in reasons[sheet]


def test_a_rejected_recognition_takes_its_suspension_along(example, change, read_all):
    """A suspension does not hang in the air."""
    change(example, "recognitions", 2, decision_date="2025-02-30")
    rejections = read_all(example)[1]
    assert [each.where.part for each in rejections] == ["recognitions", "suspensions"]
    assert "was rejected (sheet recognitions, row 2)" in rejections[1].reason


def test_a_rejected_body_takes_what_it_granted_along(example, change, read_all):
    """A recognition by a body that was rejected is rejected."""
    change(example, "bodies", 2, kind="vereniging")
    reasons = [each.reason for each in read_all(example)[1]]
    assert sum("body voorbeeldpartnerschap was rejected" in reason for reason in reasons) == 2


@pytest.mark.parametrize(
    ("sheet", "cells", "reason"),
    [
        ("sites", {**SITE, "establishment_number": "8990000283", "enterprise_number": "1990000233", "name": "x",
                   "municipality": "Gent"}, "no company 1990000233"),
        ("capacity", {"establishment_number": "8990000283", "places": "1", "valid_from": "2025-01-01"},
         "no site 8990000283"),
        ("suspensions", {**SITE, "recognition": "R-9", "valid_from": "2025-01-01"}, "no recognition R-9"),
        ("exclusions", {"enterprise_number": "1990000233", "valid_from": "2025-01-01"}, "no company 1990000233"),
        ("exclusions", {"valid_from": "2025-01-01"}, "one of both numbers"),
        ("exclusions", {**SITE, "enterprise_number": "1990000035", "valid_from": "2025-01-01"}, "one of both numbers"),
        ("capacity", {**SITE, "environment": "simulated", "places": "1", "valid_from": "2025-01-01"}, "has the env"),
    ],
)  # fmt: skip
def test_a_reference_to_nothing_is_rejected(wrong, sheet, cells, reason):
    """A row that refers to something not in the delivery is rejected and says to what."""
    (rejection,) = wrong(sheet, 0, cells)
    assert reason in rejection.reason


def test_a_place_with_two_environments_must_say_which(example, change, read_all):
    """An establishment that is real and simulated is two sites; a row that names neither is rejected."""
    site = {"enterprise_number": "1990000035", "name": "Oefenhoek", "municipality": "Gent"}
    change(example, "sites", 0, establishment_number="8990000085", environment="simulated", **site)
    change(example, "capacity", 2, environment="")
    records, (rejection,) = read_all(example)
    assert "site/8990000085-simulated" in {record.key for record in records}
    assert "more than one environment" in rejection.reason
    change(example, "capacity", 2, environment="simulated")
    assert read_all(example)[1] == []


def test_one_environment_need_not_be_repeated(example, change, read_all):
    """Where an establishment has one environment only, the other sheets may leave it out."""
    before = {record.key: set(record.triples) for record in read_all(example)[0]}
    for sheet in ("offers", "recognitions", "suspensions", "exclusions", "mentors", "capacity"):
        change(example, sheet, 2, environment="")
    records, rejections = read_all(example)
    assert rejections == []
    assert {record.key: set(record.triples) for record in records} == before


@pytest.mark.parametrize("sheet", ["companies", "bodies", "mandates", "sites", "offers", "recognitions", "mentors"])
def test_the_same_thing_twice_is_told(example, change, read_all, sheet):
    """A second row for the same thing is rejected and names the first; the first one stands."""
    lines = (example / f"{sheet}.csv").read_text(encoding="utf-8").splitlines()
    (example / f"{sheet}.csv").write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    records, (rejection,) = read_all(example)
    assert "same thing as row 2" in rejection.reason
    assert rejection.where.row == len(lines) + 1
    assert len(records) == 12


def test_a_body_from_elsewhere_is_noted_once(example, change, read_all):
    """A granter may come from another delivery; that is said, once."""
    for sheet in ("bodies", "mandates"):
        (example / f"{sheet}.csv").unlink()
    records, rejections = read_all(example)
    assert rejections == []
    notes = [note for record in records for note in record.notes]
    assert len(notes) == 1
    assert "voorbeeldpartnerschap is not in this delivery" in notes[0]


def test_oddities_that_are_kept_are_noted(example, change, read_all):
    """A lost zero, a five-digit code and an unknown column are read past, and said."""
    change(example, "companies", 2, activity="95290")
    change(example, "companies", 0, enterprise_number="123456749", name="Nul")
    text = (example / "sites.csv").read_text(encoding="utf-8")
    (example / "sites.csv").write_text(text.replace("latitude", "breedte"), encoding="utf-8")
    (example / "extra.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    records, rejections = read_all(example)
    assert rejections == []
    notes = " ".join(note for record in records for note in record.notes)
    assert "95290 was read as its European class 95.29" in notes
    assert "leading zero of the enterprise number 0123456749" in notes
    assert "'breedte'" in notes
    assert "'extra.csv'" in notes


@pytest.mark.parametrize("word", ["ja", "Oui", "YES", "true", "1", "waar"])
def test_yes_is_read_in_three_languages(example, change, read_all, word):
    """Ja, oui and yes mean the same."""
    change(example, "mentors", 2, eligible=word)
    (mentor,) = [record for record in read_all(example)[0] if record.key.startswith("mentor")]
    assert any(
        triple.predicate.value.endswith("isEligible") and triple.object.value == "true" for triple in mentor.triples
    )


def test_a_decimal_comma_is_read(example, change, read_all):
    """Coordinates as Belgian spreadsheets write them are taken."""
    change(example, "sites", 2, latitude="51,05")
    (site,) = [record for record in read_all(example)[0] if record.key == "site/8990000085"]
    assert any(triple.object.value == "51.05" for triple in site.triples)


def test_a_missing_required_column_stops_everything(example, read_all):
    """A table without a column it cannot do without is not read at all."""
    text = (example / "sites.csv").read_text(encoding="utf-8")
    (example / "sites.csv").write_text(text.replace("municipality", "gemeente"), encoding="utf-8")
    with pytest.raises(MalformedInputError, match=r"sites\.csv.*no column municipality"):
        read_all(example)


def test_a_column_twice_stops_everything(example, read_all):
    """Two columns of one name leave it open which one counts."""
    text = (example / "sites.csv").read_text(encoding="utf-8")
    (example / "sites.csv").write_text(text.replace("longitude", "latitude"), encoding="utf-8")
    with pytest.raises(MalformedInputError, match="stands twice"):
        read_all(example)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("register.ods", b"PK\x03\x04", UnsupportedFormatError),
        ("register.xls", b"\xd0\xcf\x11\xe0", UnsupportedFormatError),
        ("register.txt", b"a,b", UnsupportedFormatError),
        ("gegevens.csv", b"a,b\n1,2\n", UnsupportedFormatError),
        ("companies.csv", b"", MalformedInputError),
        ("register.xlsx", b"not a zip", MalformedInputError),
        ("register.zip", b"not a zip", MalformedInputError),
    ],
)
def test_what_is_no_register_is_refused(tmp_path, read_all, name, content, kind):
    """Other files are refused with what to do, not with a trace."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(kind):
        read_all(tmp_path / name)


def test_nothing_and_nowhere_are_refused(tmp_path, read_all):
    """No path, a path to nothing and an empty folder each have their message."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="No file was given"):
        read_all()
    with pytest.raises(InputError, match="no such file"):
        read_all(tmp_path / "nothing.xlsx")
    with pytest.raises(UnsupportedFormatError, match="no CSV file"):
        read_all(tmp_path / "empty")


def test_the_same_table_twice_is_refused(example, workbook, read_all):
    """A workbook and CSV files with the same tables do not add up."""
    with pytest.raises(InputError, match="comes twice"):
        read_all(workbook, example)
