"""The shipped example passes every gate there is, as the real command judges it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leerweg import assets
from leerweg.validation.shapes import known_profiles, load_shapes

AUTUMN = "2026-09-15"  # the day of the documentation: the trajectories have begun
EXAMPLE = assets.turtle_files(assets.data() / "example")


@pytest.mark.parametrize("profile", known_profiles())
def test_the_whole_example_passes_the_gate(leerweg, tmp_path: Path, profile: str):
    """Who starts from the example starts from complete dossiers: not even a warning or advice, by itself."""
    (tmp_path / "example.ttl").write_bytes(b"\n".join(file.read_bytes() for file in EXAMPLE))

    options = ("--alone", "--profile", profile, "--on", AUTUMN, "--report-format", "json")
    run = leerweg("validate", "example.ttl", *options)

    assert run.returncode == 0, run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert (report["profile"], report["findings"], report["others"]) == (profile, [], [])


@pytest.mark.parametrize("profile", known_profiles())
def test_every_published_trajectory_of_the_example_passes_the_gate(leerweg, profile: str):
    """A store with the example loaded has nothing to work off: no rule is broken by any of the eight trajectories."""
    run = leerweg("validate", "--all", "--processes", "2", "--profile", profile, "--on", AUTUMN, "--lang", "en")

    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.strip() == f"8 of 8 trajectories conform to {load_shapes(profile).name['en']}."


def test_each_file_of_the_example_holds_in_the_graph(leerweg):
    """Each file by itself, beside what is published, passes the strictest gate, two months later too."""
    files = [str(file) for file in EXAMPLE]

    run = leerweg("validate", *files, "--profile", "running", "--on", "2026-11-23", "--report-format", "json")

    assert run.returncode == 0, run.stdout + run.stderr
    reports = json.loads(run.stdout)["reports"]
    assert [report["name"] for report in reports] == [file.name for file in EXAMPLE]
    assert [finding for report in reports for finding in (*report["findings"], *report["others"])] == []
