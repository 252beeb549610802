"""`leerweg validate`: a verdict by exit code, and a report that says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leerweg.validation.reports import FORMS

ROOT = Path(__file__).parents[2]


def test_the_example_conforms(leerweg):
    """The shipped trajectories hold: exit code 0."""
    run = leerweg("validate", str(ROOT / "data" / "example" / "trajectories.ttl"))

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("lang", "verdict"), [("nl", "voldoet niet"), ("fr", "n'est pas conforme"), ("en", "does not conform")]
)
def test_a_violation_is_told_in_three_languages(leerweg, tmp_path, lang, verdict):
    """Work without a learning goal breaks rule N2: exit code 1, and the verdict in the reader's language."""
    file = tmp_path / "plan.ttl"
    file.write_text("<http://example.org/a> a <https://w3id.org/leerweg/ns#LearningActivity> .")

    run = leerweg("validate", str(file), "--lang", lang)

    assert run.returncode == 1, run.stderr
    assert verdict in run.stdout
    assert "N2" in run.stdout


def test_what_cannot_be_read_is_code_two(leerweg, tmp_path):
    """A folder, a huge file and a syntax error are located and explained; nothing is judged."""
    for name, content in (("folder.ttl", None), ("big.ttl", b"#" * (10 * 1024 * 1024 + 1))):
        if content is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(content)
        refused = leerweg("validate", str(tmp_path / name))
        assert (refused.returncode, name in refused.stderr) == (2, True), refused.stderr
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .")
    run = leerweg("validate", str(broken))

    assert run.returncode == 2
    assert "broken.ttl" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.fixture
def plan(tmp_path):
    """A file with work without a learning goal, for each name given."""

    def write(*names):
        file = tmp_path / "plan.ttl"
        kind = "https://w3id.org/leerweg/ns#LearningActivity"
        file.write_text("".join(f"<http://example.org/{name}> a <{kind}> .\n" for name in names))
        return file.name

    return write


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_to_the_screen_or_to_a_file(leerweg, plan, tmp_path, form):
    """`--report-format` writes what it says, and `--output` the same to a file; the exit code is the verdict."""
    shown = leerweg("validate", plan("a"), "--report-format", form, "--output", f"report{FORMS[form].ending}")

    assert (shown.returncode, shown.stdout) == (1, ""), shown.stderr
    content = (tmp_path / f"report{FORMS[form].ending}").read_bytes()
    assert b"N2" in content or b"activity-targets-competence" in content or content.startswith(b"PK")


def test_the_former_option_still_works(leerweg, plan):
    """`--format` is what it was called before."""
    assert json.loads(leerweg("validate", plan("a"), "--format", "json").stdout)["violations"] == 1


def test_a_report_is_compared_with_the_former_one(leerweg, plan):
    """Mend one thing, break another: the second run says what is new, still open and solved."""
    leerweg("validate", plan("a", "b"), "--report-format", "json", "--output", "first.json")

    run = leerweg("validate", plan("b", "c"), "--previous", "first.json", "--lang", "en")

    assert "Compared with the previous run: 1 new, 1 still open, 1 solved." in run.stdout
    assert leerweg("validate", plan("b"), "--previous", "plan.ttl").returncode == 2


def test_a_file_is_called_as_it_was_typed(leerweg, tmp_path):
    """A code host finds the file of a SARIF result in the repository; where the machine keeps it is not told."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.ttl").write_text("<http://example.org/a> a <https://w3id.org/leerweg/ns#LearningActivity> .")

    for typed, told in (("plans/a.ttl", "plans/a.ttl"), (str(folder / "a.ttl"), "a.ttl")):
        log = json.loads(leerweg("validate", typed, "--report-format", "sarif").stdout)
        place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == told
        assert place["region"] == {"startLine": 1}


def test_a_day_and_a_profile_can_be_chosen(leerweg, plan):
    """What cannot be is refused with what there is."""
    report = json.loads(leerweg("validate", plan(), "--on", "2025-01-31", "--format", "json").stdout)
    assert (report["on"], report["profile"]) == ("2025-01-31", "draft")
    assert leerweg("validate", plan(), "--on", "31-01-2025").returncode == 2
    unknown = leerweg("validate", plan(), "--profile", "publisching")
    assert unknown.returncode in (2, 3)
    assert "publishing" in unknown.stderr


def test_a_place_where_nobody_may_write_is_told(leerweg, plan):
    """No stack trace for a folder that is not there."""
    run = leerweg("validate", plan("a"), "--output", "nowhere/report.txt")
    assert run.returncode == 2
    assert "cannot be written" in run.stderr


def test_every_published_trajectory_is_judged(leerweg, tmp_path):
    """--all says how many conform, keeps the findings, and does not judge again what it has judged."""
    results = tmp_path / "results.jsonl"
    first = leerweg("validate", "--all", "--results", str(results), "--processes", "1")
    assert first.returncode == 0, first.stderr
    assert "8 of 8" in first.stdout
    kept = results.read_bytes()
    assert len(kept.splitlines()) == 9
    again = leerweg("validate", "--all", "--results", str(results))
    assert (again.returncode, again.stdout) == (0, first.stdout)
    assert results.read_bytes() == kept


def test_nothing_to_validate_is_told(leerweg):
    """Without files and without --all there is nothing to do."""
    run = leerweg("validate")
    assert run.returncode == 2
    assert "--all" in run.stderr
