"""What a person may type by mistake or in malice: the question is answered by why it cannot be."""

from __future__ import annotations

import pytest

from leerweg.errors import InputError, LeerwegError, MalformedInputError, UnknownTermError


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"teaches": "bkc0014563", "on": "2026-02-30"}, MalformedInputError, "'2026-02-30' is no date"),
        ({"teaches": "bkc0014563", "on": "gisteren"}, MalformedInputError, "no date"),
        ({"teaches": "http://e.example/ a"}, InputError, "not an IRI"),
        ({"teaches": "http://e.example/nothing"}, UnknownTermError, "no competence in this graph"),
        ({"teaches": '"; DROP TABLE labels; --'}, UnknownTermError, "Nothing here is called"),
        ({"teaches": "x" * 100_000}, UnknownTermError, "Nothing here is called 'xxx"),
        ({"teaches": "\0"}, UnknownTermError, "Nothing here is called"),
        ({"teaches": ""}, UnknownTermError, "Nothing here is called"),
        ({"teaches": "bkc0014563", "region_name": "Atlantis"}, UnknownTermError, "Atlantis"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_impossible_questions(asked, error, says, ask, unchanged):
    """A question that cannot be is answered by why."""
    with pytest.raises(LeerwegError, match=says) as refused:
        ask(**asked)
    assert isinstance(refused.value, error)
    assert refused.value.where
    assert refused.value.remedy
    assert len(str(refused.value)) < 2_000
