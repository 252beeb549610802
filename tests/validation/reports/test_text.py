"""The report as text: what a terminal shows, in three languages."""

import re

import pytest

from leerweg.validation.reports import render_text

DUTCH = """\
plan.ttl voldoet niet (blokkeert: 1, vraagt: 1).

R7 Minimumuren van een OAO [blokkeert]
  Traject: Traject fietshersteller
    overeenkomst A1 (plan.ttl, regel 19)
      - Een overeenkomst van alternerende opleiding (OAO) vraagt gemiddeld minstens 20 uur per week
        op een reële werkplek; hier staat: 12,5.
        Gevonden: 12,5. Verwacht: minimumuren op de reële werkplek bij een OAO: 20.
  Hoe voldoen: Breng het gemiddelde op de reële werkplek op het minimum, op jaarbasis en zonder
    feest- en vakantiedagen te rekenen, of gebruik het overeenkomsttype dat bij de opleiding past
    (SOAO). Uren op een gesimuleerde werkplek tellen niet mee.
  Bron: Decreet van 10 juni 2016 over de alternerende opleidingen
    https://www.ejustice.just.fgov.be/eli/decreet/2016/06/10/2016036138/staatsblad

R28b Leren wat de werkplek aanbiedt [vraagt]
  Traject: Traject fietshersteller
    leeractiviteit L1 (plan.ttl, regel 17)
      - De werkplek “Fietsatelier De Spaak” heeft niet laten weten dat ze “Herstelt een lekke band”
        kan aanleren in de periode van het traject.
  Hoe voldoen: Vraag de werkplek of ze deze competentie kan aanleren en neem dat op in haar aanbod,
    of kies een andere plek voor de activiteit.
  Bron: Conceptnota Duaal leren, N17: Een gewaarborgde werkplek
    https://w3id.org/leerweg/scheme/concept-note/N17
  Bron: Conceptnota Duaal leren, N18: Een gezamenlijk kwaliteitskader
    https://w3id.org/leerweg/scheme/concept-note/N18

blokkeert: moet hersteld zijn voor er getekend of gepubliceerd wordt
vraagt: kijk na en beslis; houdt niets tegen
"""

FRENCH = """\
R7 Heures minimales d'un contrat OAO [bloque]
  Parcours\xa0: Traject fietshersteller
    contrat A1 (plan.ttl, ligne 19)
      - Un contrat de formation en alternance (OAO) demande en moyenne au moins 20 heures par
        semaine sur un lieu de travail réel ; indiqué ici : 12,5.
        Trouvé\xa0: 12,5. Attendu\xa0: heures minimales sur le lieu de travail réel sous contrat OAO : 20.
"""

ENGLISH = """\
R7 Minimum hours of an OAO [blocks]
  Trajectory: Bicycle repairer trajectory
    agreement A1 (plan.ttl, line 19)
      - An agreement of alternating training (OAO) asks for an average of at least 20 hours a week
        at a real workplace; stated here: 12.5.
        Found: 12.5. Expected: minimum hours at the real workplace under an OAO: 20.
"""


def test_a_report_in_dutch(report):
    """A Dutch reader gets verdict, causes by trajectory and thing, way out, source and key."""
    first, judged, *rest = render_text(report, "nl").split("\n", 2)
    assert f"{first}\n{rest[0].partition(chr(10))[2]}" == DUTCH
    assert judged.startswith("Nagekeken zoals het is op ")
    assert rest[0].startswith("kloppen. Wat nog ontbreekt, wordt niet gevraagd.\n")


@pytest.mark.parametrize(("language", "expected"), [("fr", FRENCH), ("en", ENGLISH)])
def test_a_report_in_french_and_english(report, language, expected):
    """A French or English reader gets the same in that language."""
    assert expected in render_text(report, language)


def test_a_document_that_conforms_is_told_so(good):
    """Good news comes first, then what it was judged for."""
    assert render_text(good, "en").startswith("plan.ttl conforms: nothing to remark.\nJudged as it stands on ")
    assert render_text(good, "fr").startswith("plan.ttl est conforme\xa0: rien à signaler.\nVérifié tel qu'il est ")
    assert "against the profile “Draft”. What is there already must be" in render_text(good, "en")


def test_findings_of_one_rule_and_thing_stand_together(document, judged):
    """A thing with many findings is named once under each rule."""
    report = judged(document, graph="")
    text = render_text(report, "en")
    assert len(re.findall(r"^R2 ", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^  (?:Trajectory: )?Bicycle repairer trajectory", text, re.MULTILINE)) == len(
        {finding.rule for finding in report.findings if finding.trajectory}
    )


def test_a_name_cannot_write_on_the_terminal(document, judged):
    """A foreign name with control characters comes out as plain text."""
    text = document.replace('"Bicycle repairer trajectory"@en', r'"\u001b[2J\u202eevil\u0007"@en')
    rendered = render_text(judged(text, graph=""), "en")
    assert "evil" in rendered
    assert not set(rendered) & {"\x1b", "\x07", "\u202e"}


def test_another_language_is_refused(report):
    """A report is never half in another language."""
    with pytest.raises(ValueError, match="nl, fr, en"):
        render_text(report, "de")
