"""A new team fills in the workbook with mistakes, reads the report, mends that same file, and it conforms."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import openpyxl
import pytest
from tests.journeys.faces import faces_of, run
from tests.journeys.plan import MISTAKES, mended, with_mistakes

from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.settings import Settings
from leerweg.validation.parsing import WORKBOOK_TYPE


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    """The real service on the example region."""
    store = tmp_path_factory.mktemp("mending") / "store"
    service = assemble(Settings(store=str(store)))
    load_ontology(service)
    load_example(service)
    service.labels.refresh()
    service.store.close()
    with faces_of(store) as faces:
        yield faces


@pytest.fixture(scope="module")
def template(faces):
    """The empty workbook, as the page gives it."""
    return faces.client.get("/validate/trajectory.xlsx", params={"lang": "nl"}).content


def places_in(report):
    """Where each rule is broken: sheet and cell."""
    found = {}
    for finding in report["findings"]:
        cell = finding["cell"]
        reference = f"{cell['column']}{cell['row']}" if cell["column"] else ""
        found.setdefault(finding["rule"], set()).add((cell["sheet"], reference))
    return found


@pytest.mark.parametrize("width", [1280, 375])
def test_on_the_page(faces, template, browser, tmp_path, width):
    """Upload, read every finding with its cell, take a repair, mend the same file, upload again: it conforms."""
    file = tmp_path / "mijn-plan.xlsx"
    file.write_bytes(with_mistakes(template))
    page = browser.new_page(viewport={"width": width, "height": 900}, base_url=str(faces.client.base_url))
    page.goto("/validate?lang=nl")
    assert page.is_checked("#profile-draft")
    assert "Wat nog ontbreekt, wordt niet gevraagd" in page.inner_text("form.question")
    page.set_input_files("#file", str(file))
    page.click(".send button")
    page.wait_for_selector("#verdict")
    told = page.inner_text("main")
    assert "mijn-plan.xlsx voldoet niet" in told
    assert "Begin met de cellen die niet gelezen kunnen worden (T3, T7)" in told
    for sheet, cell in MISTAKES.values():
        assert f"blad {sheet}, rij {cell[1:] or '5'}" in told
        assert not cell or f"({cell})" in told
    assert "Bedoelt u 30 september 2026?" in told
    assert "Uren op de werkplek (P5) “12” → “20”" in told
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    with page.expect_download() as download:
        page.locator("li", has_text="Breng de uren op de reële werkplek op 20").last.get_by_role("button").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["Overeenkomsten"]
    assert (sheet["P5"].value, sheet["P5"].fill.fgColor.rgb) == (20, "FFFFF2A8")

    file.write_bytes(mended(file.read_bytes()))
    page.set_input_files("#file", str(file))
    page.click(".send button")
    page.wait_for_selector("text=mijn-plan.xlsx voldoet")
    assert "✓ mijn-plan.xlsx voldoet" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_over_http(faces, template):
    """The same loop for a program: 422 with the cells, one repair as a workbook, then 200."""
    first = post(faces, with_mistakes(template))
    assert first.status_code == 422, first.text
    report = first.json()
    assert report["profile"] == "draft"
    for rule, place in MISTAKES.items():
        assert place in places_in(report)[rule], rule
    hours = next(finding for finding in report["findings"] if finding["rule"] == "R7")
    (change,) = hours["repairs"][0]["cells"]
    assert (change["before"], change["after"], change["kind"]) == ("12", "20", "number")
    repaired = post(faces, with_mistakes(template), repair=f"{hours['fingerprint'][:8]}.1")
    assert repaired.headers["content-type"] == WORKBOOK_TYPE
    assert "R7" not in places_in(post(faces, repaired.content).json())
    assert post(faces, repaired.content, repair="00000000.1").status_code == 404
    last = post(faces, mended(with_mistakes(template)))
    assert (last.status_code, last.json()["conforms"]) == (200, True), last.text


def post(faces, content, **wishes):
    headers = {"Content-Type": WORKBOOK_TYPE, "Accept": "application/json" if not wishes else "*/*"}
    return faces.client.post("/api/v1/validate", content=content, headers=headers, params=wishes)


def test_on_the_command_line(faces, tmp_path):
    """Template, validate, take a repair, mend, validate: exit codes 1 and 0."""
    run(faces.store, "template", "trajectory", str(tmp_path / "plan.xlsx"), "--lang", "nl")
    file = tmp_path / "plan.xlsx"
    file.write_bytes(with_mistakes(file.read_bytes()))
    shown = command(faces, "validate", str(file), "--lang", "nl")
    assert shown.returncode == 1, shown.stderr
    assert "blad Verdeling competenties, rij 7, kolom Competentie (C7)" in " ".join(shown.stdout.split())
    report = json.loads(command(faces, "validate", str(file), "--report-format", "json").stdout)
    hours = next(finding for finding in report["findings"] if finding["rule"] == "R7")
    name = f"{hours['fingerprint'][:8]}.1"
    assert name in shown.stdout
    run(faces.store, "validate", str(file), "--repair", name, "--output", str(tmp_path / "beter.xlsx"))
    better = json.loads(command(faces, "validate", str(tmp_path / "beter.xlsx"), "--report-format", "json").stdout)
    assert {finding["rule"] for finding in report["findings"]} - {one["rule"] for one in better["findings"]} == {"R7"}
    again = command(faces, "validate", str(file), "--repair", name, "--output", str(tmp_path / "beter.xlsx"))
    assert (again.returncode, "already" in again.stderr) == (2, True)
    file.write_bytes(mended(file.read_bytes()))
    assert "plan.xlsx voldoet" in run(faces.store, "validate", str(file), "--lang", "nl")


def command(faces, *arguments):
    """What `leerweg …` does, whether it succeeds or not; the service may be open on the same store."""
    return subprocess.run(
        [sys.executable, "-m", "leerweg.cli.app", *arguments],
        env={**os.environ, "LEERWEG_STORE": str(faces.store), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
