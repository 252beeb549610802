"""Lines, JSON and labels are read within limits, and what is wrong is said with its place."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.sources.archives import find_parts, open_text_lines, read_json
from leerweg.sources.limits import ESCO_ZIP
from leerweg.sources.text import bounded_lines, parse_json, plain, prose


def test_a_line_of_a_gigabyte_is_refused_without_being_held(tmp_path):
    """A member that inflates to one endless line costs a few megabytes, not a gigabyte."""
    path = tmp_path / "long.zip"
    packing = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with packing as archive, archive.open("t.csv", "w") as member:
        for _ in range(1024):
            member.write(b"x" * (1 << 20))
    (part,) = find_parts([path], ".csv", replace(ESCO_ZIP, ratio=10_000, unpacked=1 << 31))
    tracemalloc.start()
    with pytest.raises(InputTooLargeError, match=r"t\.csv, row 1: This line is longer"):
        list(open_text_lines(part))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a\nb\xe9\n", "row 2: The byte 0xe9 is not UTF-8. Save the file as UTF-8"),
        ("a\n".encode("utf-16"), "row 1"),
        (b"a\nb\nc\0\n", "row 3: There is a NUL character"),
    ],
)
def test_other_encodings_are_named_with_line_and_remedy(content, words):
    """Whoever saved the table in another encoding reads which line shows it and what to do."""
    with pytest.raises(MalformedInputError) as caught:
        list(bounded_lines(io.BytesIO(content), "t.csv"))
    assert words in str(caught.value)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"\\"":'])
def test_deep_json_is_refused_before_it_is_parsed(opening):
    """A hundred thousand brackets are an answer, not a crash."""
    with pytest.raises(InputTooLargeError, match="nests deeper than 64"):
        parse_json(opening * 100_000, "deep.json")


def test_brackets_in_texts_do_not_count():
    """A text full of brackets is a text."""
    assert parse_json(b'{"a": "' + b"[" * 1000 + b'\\"{"}', "t.json") == {"a": "[" * 1000 + '"{'}


def test_many_unfinished_strings_take_linear_time():
    """Backslashes and quotes without end cannot make the depth check quadratic."""
    with pytest.raises(MalformedInputError):
        parse_json(b'"' + b'\\"' * 1_000_000, "t.json")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"a": 1,}', "row 1"),
        (b"\xff\xfe{\0}\0", "NUL"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"a": ["\\u0000"]}', "NUL"),
        (b"9" * 5000, "cannot be read"),
        (b'{"a": "\xe9"}', "0xe9"),
    ],
)
def test_what_is_no_json_is_malformed(content, words):
    """Broken JSON, broken characters and endless numbers end in a sentence."""
    with pytest.raises(MalformedInputError, match=words):
        parse_json(content, "t.json")


def test_large_files_are_refused_and_odd_ones_read(tmp_path):
    """The size limit holds before parsing; NaN and a byte order mark are no harm."""
    path = tmp_path / "t.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": NaN}')
    assert list(read_json(path)) == ["a"]
    with pytest.raises(InputTooLargeError):
        read_json(path, limit=5)


def test_a_name_that_stands_twice_is_refused_in_time():
    """Neither of two values is silently lost, and a million names do not keep the reader busy."""
    names = ", ".join(f'"{number}": 0' for number in range(200_000))
    begun = time.monotonic()
    with pytest.raises(MalformedInputError, match="'last' stands twice"):
        parse_json(f'{{"deep": {{{names}, "last": 1, "last": 2}}}}'.encode(), "t.json")
    assert time.monotonic() - begun < 5


@given(st.text())
def test_labels_have_no_blanks_around_or_doubled(text):
    """Whatever a cell holds, its label is what a person would type."""
    label = plain(text)
    assert label == label.strip()
    assert "  " not in label
    assert "\u200b" not in label
    assert plain(label) == label


def test_descriptions_keep_their_lines():
    """Lines of a description survive, whatever system wrote them."""
    assert prose(" a\r\n\r\nb\u200b \n") == "a\n\nb"
