"""The results of a long judgement, kept so that it can be taken up again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from leerweg.errors import InputError, MalformedInputError
from leerweg.validation.journal import Journal
from leerweg.validation.sweep import Judged

ON = date(2026, 11, 23)


def journal(path, revision=3):
    return Journal(path, revision, "publishing", ON)


def test_what_was_judged_is_not_judged_again(tmp_path):
    """A run that was interrupted knows what it has done, and the counts are of both runs."""
    path = tmp_path / "results.jsonl"
    with journal(path) as first:
        first.add(Judged("urn:a", ()))
    with journal(path) as second:
        assert second.done == {"urn:a"}
        second.add(Judged("urn:b", ()))
        assert (second.tally.judged, second.tally.failing) == (2, 0)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line.get("trajectory") for line in lines] == [None, "urn:a", "urn:b"]


def test_a_line_that_was_cut_off_is_judged_again(tmp_path):
    """Pulling the plug in the middle of a line loses that line and nothing else."""
    path = tmp_path / "results.jsonl"
    with journal(path) as first:
        first.add(Judged("urn:a", ()))
        first.add(Judged("urn:b", ()))
    path.write_bytes(path.read_bytes()[:-9])
    with journal(path) as second:
        assert second.done == {"urn:a"}
        second.add(Judged("urn:b", ()))
    with journal(path) as third:
        assert third.done == {"urn:a", "urn:b"}


@pytest.mark.parametrize(
    "content", ['{"revision": 2, "profile": "publishing", "on": "2026-11-23"}\n', "no results\n", "[]\n"]
)
def test_results_of_something_else_are_left_alone(tmp_path, content):
    """A file that holds something else is named, and stays as it is."""
    path = tmp_path / "results.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MalformedInputError, match="another"), journal(path):
        pass
    assert path.read_text(encoding="utf-8") == content


def test_a_place_where_nothing_can_be_written_is_told(tmp_path):
    """Before anything is judged."""
    with pytest.raises(InputError, match="cannot be kept"), journal(tmp_path / "nowhere" / "results.jsonl"):
        pass
