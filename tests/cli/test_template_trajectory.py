"""`leerweg template trajectory`, and the workbook on its way through `leerweg validate`."""

import openpyxl


def test_a_team_describes_mends_and_conforms(leerweg, tmp_path):
    """Empty workbook, filled badly, told cell by cell in Dutch, mended, conforms."""
    made = leerweg("template", "trajectory", "plan.xlsx")
    assert made.returncode == 0
    assert "leerweg validate plan.xlsx" in made.stdout
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["Trajecten"]
    columns = {str(cell.value).rstrip(" ●○"): cell.column for cell in sheet[3] if cell.value}

    def put(**cells):
        for name, value in cells.items():
            sheet.cell(5, columns[name.replace("_", " ")]).value = value
        book.save(tmp_path / "plan.xlsx")

    put(Sleutel="T1", Naam="Fietshersteller", Opleiding="97", Startdatum="2026-02-30")
    told = leerweg("validate", "plan.xlsx", "--profile", "draft")
    assert told.returncode == 1
    for words in (
        "plan.xlsx, blad Trajecten, rij 5, kolom Opleiding (F5)",
        "“97” in de kolom “Opleiding” verwijst naar niets",
        "“2026-02-30” in de kolom “Startdatum” is geen dag of uur",
        "De verplichte kolom “Beoogde kwalificatie” is op deze rij leeg.",
    ):
        assert words in " ".join(told.stdout.split())

    put(Opleiding="S-97", Startdatum="2026-09-01", Beoogde_kwalificatie="BK-0117-2")
    put(Verantwoordelijke_opleidingsverstrekker="1998.090.726")
    told = leerweg("validate", "plan.xlsx", "--profile", "draft")
    assert "is niet toegewezen aan de school" in " ".join(told.stdout.split())  # the law speaks, no cell does
    assert "kan niet" not in told.stdout


def test_the_example_is_shown_filled_in_and_conforms(leerweg):
    """Whoever wants to see one first gets a trajectory of the example region, in any language."""
    assert leerweg("template", "trajectory", "voorbeeld.xlsx", "--example", "--language", "fr").returncode == 0
    told = leerweg("validate", "voorbeeld.xlsx", "--lang", "fr", "--profile", "draft")
    assert (told.returncode, "est conforme" in told.stdout) == (0, True), told.stdout


def test_a_document_becomes_a_workbook_and_back(leerweg, tmp_path):
    """`--from` fills it; another language is a matter of asking."""
    (tmp_path / "plan.ttl").write_text(
        "@prefix lw: <https://w3id.org/leerweg/ns#> . <id/trajectory/T1> a lw:Trajectory ; lw:claimsForm"
        " <https://w3id.org/leerweg/scheme/workplace-learning-form/dual> ; lw:ofProgramme <id/programme/S-97> ."
    )
    assert leerweg("template", "trajectory", "nl.xlsx", "--from", "plan.ttl").returncode == 0
    assert leerweg("template", "trajectory", "en.xlsx", "--from", "nl.xlsx", "--lang", "en").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "en.xlsx")["Trajectories"]
    assert {"T1", "S-97", "dual learning"} <= {cell.value for cell in sheet[5]}


def test_nobodys_work_is_overwritten_by_accident(leerweg, tmp_path):
    """An empty template does not take the place of a filled workbook, unless that is asked."""
    (tmp_path / "plan.xlsx").write_bytes(b"a week of work")
    refused = leerweg("template", "trajectory", "plan.xlsx")
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert (tmp_path / "plan.xlsx").read_bytes() == b"a week of work"
    assert leerweg("template", "trajectory", "plan.xlsx", "--overwrite").returncode == 0


def test_wishes_that_cannot_be_are_told(leerweg):
    """Another ending, both an example and a document, a document that is not there: a sentence, no stack trace."""
    for arguments in (("plan.ods",), ("plan.xlsx", "--example", "--from", "x.ttl"), ("plan.xlsx", "--from", "no.ttl")):
        told = leerweg("template", "trajectory", *arguments)
        assert told.returncode == 2
        assert "What to do" in told.stderr
        assert "Traceback" not in told.stderr
