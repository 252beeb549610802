"""`leerweg ask`: the catalogue on the command line, on the example region."""

import csv
import io
import json


def test_all_questions_are_listed(leerweg):
    """Without a name one reads what can be asked, in the language asked for, with parameters to try."""
    run = leerweg("ask", "--lang", "fr")

    assert run.returncode == 0, run.stderr
    assert "find_competent_bodies" in run.stdout
    assert "Quelle instance est compétente pour un site" in run.stdout
    assert "site=8998010307" in run.stdout
    assert {one["question"] for one in json.loads(leerweg("ask", "--format", "json").stdout)} >= {"list_gaps"}
    assert "list_rules," in leerweg("ask", "--format", "csv").stdout


def test_a_question_is_asked_by_its_name(leerweg):
    """The answer is a table with things by name and columns in the reader's language."""
    asked = ("ask", "list_activities_by_purpose", "--param", "programme=S-97")
    run = leerweg(*asked, "--lang", "nl")

    assert run.returncode == 0, run.stderr
    assert "leeractiviteit" in run.stdout
    assert "Grote beurt van een elektrische fiets" in run.stdout
    rows = list(csv.DictReader(io.StringIO(leerweg(*asked, "--format", "csv").stdout)))
    assert rows[0]["trajectory"].endswith("id/trajectory/T-2026-97")
    assert json.loads(leerweg(*asked, "--format", "json").stdout)["head"]["vars"][0] == "trajectory"


def test_what_cannot_be_asked_says_why(leerweg):
    """A wrong name, parameter, value or form ends with code 2 and a sentence."""
    for arguments, told in (
        (("list_mandate",), "no question called"),
        (("list_mandates", "--param", "onn=1"), "It takes: body, on, language"),
        (("list_mandates", "--param", "on"), "name=value"),
        (("list_mandates", "--param", "on=soon"), "no date"),
        (("list_mandates", "--format", "turtle"), "a table, not a graph"),
    ):
        run = leerweg("ask", *arguments)
        assert run.returncode == 2, run.stderr
        assert told in run.stderr
