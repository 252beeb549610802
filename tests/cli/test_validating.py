"""`leerweg validate`: a verdict by exit code, and a report that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

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
