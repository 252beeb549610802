"""What people read: text in three languages, and a table."""

import re

import pyoxigraph as ox
import pytest

from leerweg.validation.parsing import parse_document
from leerweg.validation.rendering import render_table, render_text
from leerweg.validation.validator import judge

DUTCH = """\
plan.ttl voldoet niet (blokkeert: 1, vraagt: 1).

R28b Leren wat de werkplek aanbiedt [vraagt]
  leeractiviteit L1 (plan.ttl, regel 17)
    - De werkplek “Fietsatelier De Spaak” heeft niet laten weten dat ze “Herstelt een lekke band”
      kan aanleren in de periode van het traject.
  Hoe voldoen: Vraag de werkplek of ze deze competentie kan aanleren en neem dat op in haar aanbod,
    of kies een andere plek voor de activiteit.
  Bron: https://w3id.org/leerweg/scheme/concept-note/N17
  Bron: https://w3id.org/leerweg/scheme/concept-note/N18

R7 Minimumuren van een OAO [blokkeert]
  overeenkomst A1 (plan.ttl, regel 19)
    - Een overeenkomst van alternerende opleiding (OAO) vraagt gemiddeld minstens 20 uur per week op
      een reële werkplek; hier staat: 12.
  Hoe voldoen: Breng het gemiddelde op de reële werkplek op het minimum, op jaarbasis en zonder
    feest- en vakantiedagen te rekenen, of gebruik het overeenkomsttype dat bij de opleiding past
    (SOAO). Uren op een gesimuleerde werkplek tellen niet mee.
  Bron: https://www.ejustice.just.fgov.be/eli/decreet/2016/06/10/2016036138/staatsblad

blokkeert: moet hersteld zijn voor het document gepubliceerd kan worden
vraagt: na te kijken en te beslissen; houdt niets tegen
"""

FRENCH = """\
R7 Heures minimales d'un contrat OAO [bloque]
  contrat A1 (plan.ttl, ligne 19)
    - Un contrat de formation en alternance (OAO) demande en moyenne au moins 20 heures par semaine
      sur un lieu de travail réel ; indiqué ici : 12.
"""

ENGLISH = """\
R7 Minimum hours of an OAO [blocks]
  agreement A1 (plan.ttl, line 19)
    - An agreement of alternating training (OAO) asks for an average of at least 20 hours a week at
      a real workplace; stated here: 12.
"""


@pytest.fixture
def report(document, graph):
    """One finding that blocks and one that asks."""
    known = [quad.triple for quad in ox.parse(graph.replace("lw:offersCompetence ex:C1", ""), ox.RdfFormat.TURTLE)]
    return judge(parse_document(document.replace("24.0", "12.0").encode(), name="plan.ttl"), known)


def test_a_report_in_dutch(report):
    """A Dutch reader gets verdict, findings by rule and thing, way out, source and key."""
    assert render_text(report, "nl") == DUTCH


@pytest.mark.parametrize(("language", "expected"), [("fr", FRENCH), ("en", ENGLISH)])
def test_a_report_in_french_and_english(report, language, expected):
    """A French or English reader gets the same in that language."""
    assert expected in render_text(report, language)


def test_a_document_that_conforms_is_told_so(document, graph):
    """Good news takes one line."""
    known = [quad.triple for quad in ox.parse(graph, ox.RdfFormat.TURTLE)]
    report = judge(parse_document(document.encode(), name="plan.ttl"), known)
    assert render_text(report, "en") == "plan.ttl conforms: nothing to remark.\n"
    assert render_text(report, "fr") == "plan.ttl est conforme: rien à signaler.\n"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_table_has_one_row_for_each_finding(report, language):
    """Forty findings can be worked off in a spreadsheet."""
    table = render_table(report, language)
    assert len(table.rows) == len(report.findings)
    assert all(len(row) == len(table.columns) and all(row) for row in table.rows)


def test_findings_of_one_rule_and_thing_stand_together(document):
    """A thing with many findings is named once."""
    report = judge(parse_document(document.encode(), name="plan.ttl"), ())
    text = render_text(report, "en")
    assert len(re.findall(r"^R2 ", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^  Bicycle repairer trajectory", text, re.MULTILINE)) == len(
        {finding.rule for finding in report.findings if finding.focus.endswith("T1")}
    )


def test_a_name_cannot_write_on_the_terminal(document):
    """A foreign name with control characters comes out as plain text."""
    text = document.replace('"Bicycle repairer trajectory"@en', r'"\u001b[2J\u202eevil\u0007"@en')
    rendered = render_text(judge(parse_document(text.encode(), name="plan.ttl"), ()), "en")
    assert "evil" in rendered
    assert not set(rendered) & {"\x1b", "\x07", "\u202e"}


def test_another_language_is_refused(report):
    """A report is never half in another language."""
    with pytest.raises(ValueError, match="nl, fr, en"):
        render_text(report, "de")
