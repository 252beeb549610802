"""Fingerprints and keys that do not depend on the order in which files are given."""

from __future__ import annotations

import pytest

from leerweg.errors import InputError
from leerweg.sources.digests import digest_of_files, digest_of_texts, key_of_names


def test_the_order_of_files_does_not_matter_and_their_content_does(tmp_path):
    """The same files are the same delivery; one byte makes another."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    first = digest_of_files([one, two])
    assert digest_of_files([two, one]) == first
    two.write_bytes(b"3")
    assert digest_of_files([one, two]) != first
    with pytest.raises(InputError, match="absent: The file cannot be read"):
        digest_of_files([tmp_path / "absent"])


def test_borders_between_texts_count():
    """'ab', 'c' is not 'a', 'bc'."""
    assert digest_of_texts(["ab", "c"]) != digest_of_texts(["a", "bc"])


def test_many_names_make_a_short_key_of_their_own():
    """Six hundred files have a key, and another six hundred another one."""
    names = [f"BK-{number:04}-1.full" for number in range(600)]
    assert key_of_names(["trajectories", "bk", "bk"]) == "bk+trajectories"
    assert len(key_of_names(names)) < 100
    assert key_of_names(names) == key_of_names(reversed(names)) != key_of_names(names[:-1])
