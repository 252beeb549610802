"""The question, answered on the example region; read as a browser without a script gets it."""

import csv
import re
from html import unescape

import pytest
from html5rdf import HTMLParser

from leerweg.errors import StoreUnavailableError

PAGES = {
    "start": {},
    "competence": {"thing": "bkc0044352", "region": "BE22"},
    "possible": {"thing": "bkc0044804", "basis": "available"},
    "qualification": {"thing": "BK-0117-2", "region": "BE22"},
    "programme": {"thing": "S-93", "region": "BE22"},
    "nothing": {"thing": "bkc0050066", "region": "BE22"},
    "ambiguous": {"q": "elektro"},
    "unknown": {"q": "fietsherstelling", "on": "x"},
}


def ask(client, on="2026-09-15", lang="nl", **wish):
    return client.get("/", params={"on": on, "lang": lang, **wish})


def text_of(response):
    """What a reader sees, on one line."""
    body = response.text.split("<main", 1)[1].split("</main>")[0]
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
    return words.replace("\u2018", "'").replace("\u2019", "'")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["nl", "en", "fr"])
def test_every_page_is_well_formed(client, name, lang):
    """No browser has to guess what a page means: the parser of the HTML standard finds nothing wrong."""
    response = client.get("/", params={**PAGES[name], "lang": lang})
    parser = HTMLParser(strict=False)
    parser.parse(response.text)
    assert [error[1] for error in parser.errors] == []
    assert f'<html lang="{lang}">' in response.text
    assert response.headers["content-language"] == lang
    assert "http-equiv" in response.text
    assert not re.search(r"\b(style|on[a-z]+)=\"", response.text.replace('name="on"', "").replace(' on="', ""))


@pytest.mark.parametrize("name", PAGES)
def test_every_field_has_a_label_and_every_id_is_one(client, name):
    """Whoever hears the page hears what each field is for, and each link inside the page leads somewhere."""
    page = client.get("/", params=PAGES[name]).text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    fields = re.findall(r'<(?:input(?![^>]*type="hidden")|select|textarea)\b[^>]*\bid="([^"]+)"', page)
    assert set(fields) <= set(re.findall(r'<label for="([^"]+)"', page))
    referred = re.findall(r'aria-(?:describedby|labelledby|controls)="([^"]+)"', page)
    assert {name for names in referred for name in names.split()} <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert len(re.findall("<h1", page)) == 1
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert all("<caption>" in table and 'scope="col"' in table and 'scope="row"' in table for table in tables)


def test_a_competence_is_answered_with_its_proof(client):
    """Who teaches it, why that counts, on which decision, and until when."""
    page = text_of(ask(client, thing="bkc0044352", region="BE22"))
    assert "2 werkplekken kunnen deze competentie aanleren" in page
    assert "Wielservice Vier Seizoenen, Maasmechelen" in page
    assert "'banden vervangen' aan, en dat is precies hetzelfde" in page
    assert "van 1 september 2024 tot en met 31 augustus 2029" in page
    assert "Sectoraal partnerschap Fiets en Band (voorbeeld) , beslist op 17 juni 2024" in page


def test_availability_shows_mentors_and_places(client):
    """Two mentors at one workplace are one proof with two mentors."""
    page = text_of(ask(client, thing="bkc0014567", municipality="Hasselt", basis="available", lang="en"))
    assert "2 eligible mentors; 2 of 3 places free" in page
    assert "1 workplace can teach this competence" in page


def test_a_near_match_is_possible_and_never_proved(client):
    """What is only close is said to be close."""
    page = text_of(ask(client, thing="bkc0044804", lang="en"))
    assert "possible The workplace teaches 'develop new bakery products'. That is close but not the same." in page
    assert "proved The workplace" not in page


def test_a_programme_names_its_gap_first(client):
    """42 of 43, and the one that nobody teaches before anything else."""
    page = text_of(ask(client, thing="S-93", region="BE22"))
    assert "42 van de 43 competenties worden bewezen aangeleerd" in page
    gap = page.index("Onderhoud in een explosiegevaarlijke zone (ATEX)")
    assert page.index("1 competentie die niemand hier bewezen aanleert") < gap < page.index("Voltéa Installaties")


def test_a_workplace_says_what_is_missing_and_why(client):
    """Not taught is something else than not stated."""
    page = text_of(ask(client, thing="BK-0117-2", region="BE22"))
    assert "8 van 12 bewezen , 1 mogelijk" in page
    assert "4 niet bewezen: 1 mogelijk, 1 niet aangeleerd, 2 niet vermeld" in page
    assert "Niet vermeld: vraag het bedrijf of het dit aanleert" in page


def test_nothing_found_says_what_to_try(client):
    """A dead end has a way out: the same question less strictly, with what it would find."""
    response = ask(client, thing="bkc0050066", region="BE22")
    assert "1 werkplek als je vraagt: verklaard in heel België" in text_of(response)
    link = next(link for link in re.findall(r'href="([^"]+)"', response.text) if "basis=stated" in link)
    assert "Kempen Exzone Services, Geel" in text_of(client.get(unescape(link)))


def test_an_ambiguous_text_offers_links(client):
    """Without a script somebody chooses by following a link, and keeps date, basis and region."""
    response = ask(client, q="elektro", region="BE22", basis="stated")
    assert response.status_code == 200
    assert "Wat bedoel je?" in text_of(response)
    links = [unescape(link) for link in re.findall(r'<li><a href="(/\?[^"]*thing=[^"]+)"', response.text)]
    assert links
    assert all("region=BE22" in link and "basis=stated" in link and "on=2026-09-15" in link for link in links)
    assert client.get(links[0]).status_code == 200


def test_an_unknown_text_suggests_what_is_near(client):
    """A slip of the pen still leads to the thing meant."""
    response = ask(client, q="fietsherstelling")
    assert response.status_code == 404
    assert "Niets heet hier 'fietsherstelling'" in text_of(response)
    assert "Kwalificatie Fietshersteller BK-0117-2" in text_of(response)


@pytest.mark.parametrize(
    ("wish", "field", "says"),
    [
        ({"q": "S-93", "on": "15/09/2026"}, "on", "Dit is geen dag."),
        ({"q": "S-93", "on": "2026-02-30"}, "on", "Dit is geen dag."),
        ({"q": ""}, "q", "Vul een competentie, kwalificatie of opleiding in."),
        ({"q": "S-93", "municipality": "Nergens"}, "municipality", "Deze gemeente is hier niet gekend."),
        ({"q": "S-93", "region": "XX"}, "region", "Deze regio is hier niet gekend."),
        ({"q": "S-93", "basis": "sure"}, "basis", "Kies verklaard, erkend of beschikbaar."),
        ({"q": "http://a b"}, "q", "Dit adres kan niet bestaan."),
    ],
)
def test_each_mistake_is_told_beside_its_field(client, wish, field, says):
    """What is wrong stands at the field, is tied to it, and what was typed is kept."""
    response = ask(client, **wish)
    assert response.status_code in (400, 404)
    assert says in text_of(response)
    assert f'id="{field}-problem"' in response.text
    assert f'href="#{field}"' in response.text


def test_a_programme_that_leads_nowhere_yet_says_so(client):
    """Before the programme began there is no qualification to cover: ask another day."""
    response = ask(client, thing="S-93", on="2010-01-01")
    assert response.status_code == 404
    assert "leidt op die dag naar geen enkele kwalificatie" in text_of(response)


def test_a_choice_holds_until_something_else_is_typed(client):
    """The form remembers what was chosen, and forgets it as soon as the text says something else."""
    same = ask(client, q="Fietshersteller", thing="BK-0117-2")
    other = ask(client, q="S-93", thing="BK-0117-2")
    assert "<h1>Fietshersteller</h1>" in same.text
    assert "<h1>Elektrotechnieken duaal</h1>" in other.text


def test_another_language_keeps_the_question(client):
    """Switching language asks the same thing again, by what it is and not by what it is called."""
    response = ask(client, thing="BK-0117-2", region="BE22")
    french = unescape(re.search(r'<a href="([^"]+)" hreflang="fr"', response.text)[1])
    page = client.get(french)
    assert "<h1>Réparateur de vélos</h1>" in page.text
    assert "Province de Limbourg" in text_of(page)
    assert "15 septembre 2026" in text_of(page)


def test_the_browser_decides_the_language(client):
    """A reader without a wish gets the language of their browser, and Dutch failing that."""
    for accepted, language in (("fr-BE,fr;q=0.9,en;q=0.5", "fr"), ("de", "nl"), ("en;q=0.3", "en")):
        page = client.get("/", headers={"accept-language": accepted}).text
        assert f'<html lang="{language}">' in page


def test_links_lead_to_the_same_answer_for_machines(client):
    """JSON, CSV and SPARQL ask exactly what the page asked."""
    page = unescape(ask(client, thing="BK-0117-2", region="BE22").text)
    assert re.search(r'href="/api/v1/coverage\?of=[^"]*BK-0117-2&region=BE22&on=2026-09-15&basis=recognised', page)
    assert "VALUES ?qualification {" in page


@pytest.mark.parametrize(("thing", "rows"), [("BK-0117-2", 4), ("bkc0044352", 2)])
def test_the_table_for_a_spreadsheet_has_names(client, thing, rows):
    """CSV opens in a Belgian spreadsheet as it is: semicolons, a byte order mark, names beside IRIs."""
    page = unescape(ask(client, thing=thing, region="BE22").text)
    response = client.get(re.search(r'href="(/answer\.csv[^"]+)"', page)[1])
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert table[0][0] == "Werkplek"
    assert len(table) == rows + 1
    assert all(row[0] and row[1].startswith("http") and len(row) == len(table[0]) for row in table[1:])


def test_headers_keep_strangers_out(client):
    """Nothing from elsewhere is loaded, nobody frames the page, no address leaks."""
    headers = client.get("/").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_files_are_ours_and_cached_for_good(client):
    """Style and script come from here, under a name that changes with their content."""
    page = client.get("/").text
    assert not re.findall(r'(?:src|<link[^>]*href)="https?:', page)
    for address in re.findall(r'"(/static/[^"]+)"', page):
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    assert client.get("/static/leerweg.css").status_code == 404
    assert client.get("/static/..%2Fpages.py").status_code == 404


def test_suggestions_are_in_the_readers_language(client):
    """Typing a few letters offers names, codes and kinds."""
    items = client.get("/suggest", params={"q": "fiets", "kind": ["qualification"], "lang": "fr"}).json()["items"]
    assert items[0]["label"] == "Réparateur de vélos"
    assert items[0]["code"] == "BK-0117-2"
    assert items[0]["kindLabel"] == "Certification"
    assert client.get("/suggest").json() == {"items": []}


@pytest.mark.parametrize("q", ["x" * 5000, "\x00", "%", "'; DROP", "[]{}", "*", '"' * 40])
def test_odd_texts_never_break_the_page(client, q):
    """Whatever is typed, the answer is a page."""
    assert ask(client, q=q).status_code in (200, 400, 404)
    assert client.get("/suggest", params={"q": q}).status_code == 200


def test_paging_is_bounded(client):
    """A page beyond the last one is empty of cards, not an error."""
    for page in ("0", "-1", "x", "9" * 30, "99"):
        assert ask(client, thing="BK-0117-2", page=page).status_code == 200


def test_an_empty_store_says_how_to_load(assembled, client_of):
    """The first thing anybody sees is what to do next."""
    response = client_of(assembled()).get("/?lang=en")
    assert response.status_code == 200
    assert "There are no workplaces yet" in text_of(response)
    assert "leerweg serve --example" in text_of(response)


def test_a_store_that_is_gone_is_told_without_its_secrets(assembled, client_of):
    """The reader hears that it is not them; where the store is stays in the log."""
    service = assembled(store="http://127.0.0.1:9/secret-place", store_timeout=1.0)
    for path in ("/?lang=en", "/?q=S-93&lang=en"):
        response = client_of(service).get(path)
        assert response.status_code == 503
        assert "The graph cannot be reached now" in text_of(response)
        assert "secret-place" not in response.text
    assert StoreUnavailableError.__name__ not in response.text
