"""The page that checks a document, with a workbook."""

import base64
import io
import re
from html import unescape

import openpyxl
import pytest

from leerweg.namespaces import Identifiers
from leerweg.validation.workbook import example_triples, write_workbook

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IDENTIFIERS = Identifiers("http://127.0.0.1:8000/")
REQUIRED = {
    "Naam": "Fietshersteller",
    "Opleiding": "S-97",
    "Beoogde kwalificatie": "BK-0117-2",
    "Verantwoordelijke opleidingsverstrekker": "1998090726",
}


@pytest.fixture
def template(client):
    """The workbook as the page offers it."""
    page = client.get("/validate?lang=nl").text
    (address,) = re.findall(r'href="(/validate/trajectory\.xlsx[^"]*)"', page)
    answer = client.get(address)
    assert answer.headers["content-type"] == TYPE
    assert 'filename="trajectory-nl.xlsx"' in answer.headers["content-disposition"]
    return answer.content


def filled(template, **cells):
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["Trajecten"]
    columns = {str(cell.value).rstrip(" ●○"): cell.column for cell in sheet[3] if cell.value}
    for name, value in ({"Sleutel": "T1", "Startdatum": "2026-09-01"} | REQUIRED | cells).items():
        sheet.cell(5, columns[name]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client, lang, content, **fields):
    files = {"file": ("plan.xlsx", content, TYPE)}
    return client.post("/validate", params={"lang": lang}, data=fields, files=files)


def text_of(response):
    body = response.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("lang", "place", "words"),
    [
        ("nl", "plan.xlsx, blad Trajecten, rij 5, kolom Startdatum (S5)", "is geen dag of uur dat gelezen kan worden"),
        ("en", "plan.xlsx, sheet Trajecten, row 5, column Startdatum (S5)", "is no day or hour that can be read"),
        ("fr", "plan.xlsx, feuille Trajecten, ligne 5, colonne Startdatum (S5)", "n'est pas un jour ou une heure"),
    ],
)
def test_a_bad_cell_is_named_in_ones_own_language(client, template, lang, place, words):
    """Sheet, row and column stand beside what is wrong."""
    response = send(client, lang, filled(template, Startdatum="30 februari 2026"), profile="draft")
    assert response.status_code == 422
    assert place in text_of(response)
    assert words in text_of(response)


def test_a_workbook_goes_along_when_a_form_of_the_report_is_taken(client, template):
    """The buttons below a report send the same workbook again; it was kept nowhere else."""
    content = filled(template, Startdatum="30 februari 2026")
    page = send(client, "nl", content, profile="draft").text
    carried = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
    assert base64.b64decode(carried["coded"]) == content
    taken = client.post(
        "/validate", params={"lang": "nl"}, data={**carried, "text": "", "report": "csv"}, files={"file": ("", b"")}
    )
    assert "Startdatum (S5)" in taken.text
    broken = client.post("/validate", params={"lang": "en"}, data={**carried, "coded": "%%"}, files={"file": ("", b"")})
    assert broken.status_code == 400
    assert "Choose the file again" in broken.text


def test_another_spreadsheet_gets_a_plain_reason(client):
    """A workbook that is not ours is told so, with a way on."""
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    response = send(client, "en", stream.getvalue())
    assert response.status_code == 400
    assert "none of its sheets comes from the template" in text_of(response)


def test_a_repaired_workbook_conforms_in_a_real_browser(address, browser, template, tmp_path):
    """Choose the file, read, mend, choose it again: on a phone as on a desk, nothing sticks out of the page."""
    broken, mended = tmp_path / "plan.xlsx", tmp_path / "beter.xlsx"
    broken.write_bytes(filled(template, Startdatum="30 februari 2026"))
    mended.write_bytes(write_workbook("nl", IDENTIFIERS, example_triples(IDENTIFIERS)))
    for width in (1280, 375):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{address}/validate?lang=nl")
        page.set_input_files("#file", str(broken))
        page.click(".send button")
        page.wait_for_selector("text=Startdatum (S5)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_input_files("#file", str(mended))
        page.click(".send button")
        page.wait_for_selector("text=beter.xlsx voldoet")
        assert "✓" in page.inner_text("main")
        page.close()
