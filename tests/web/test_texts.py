"""The words of the interface."""

import re
from datetime import date
from pathlib import Path

import pytest

import leerweg.web
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.web.texts import texts_in

ROOM = Path(leerweg.web.__file__).parent
SOURCES = [*ROOM.glob("templates/*.html"), *ROOM.glob("*.py")]


def test_the_languages_have_the_same_keys():
    """A reader of any language gets every text."""
    keys = {language: set(texts_in(language).words) for language in LANGUAGES}
    assert keys["nl"] == keys["en"] == keys["fr"]


def test_a_text_takes_the_same_values_in_every_language():
    """No translation forgets a value, or asks for one that is not given."""
    for key in texts_in("nl").words:
        slots = {language: set(re.findall(r"\{(\w+)\}", texts_in(language).words[key])) for language in LANGUAGES}
        if not key.endswith(".one"):  # "one" may say the number in a word
            assert slots["nl"] == slots["en"] == slots["fr"], key


def test_no_text_is_unused_and_none_is_missing():
    """Every key is named by a template or a module, whole or by its beginning; every key they name is there."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    named = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)+)[\"']", source))
    beginnings = set(re.findall(r"[\"']([a-z_]+\.(?:[a-z_]+\.)*)[\"'{]", source))
    words = set(texts_in("nl").words)

    def used(key):
        stem = re.sub(r"\.(one|other)$", "", key)
        return key in named or stem in named or any(key.startswith(beginning) for beginning in beginnings)

    assert [key for key in sorted(words) if not used(key)] == []
    asked = set(re.findall(r"\bt\(\"([a-z_.A-Z]+[a-zA-Z_])\"", source))
    counted = set(re.findall(r"\bt\.count\(\"([a-z_.]+[a-z_])\"", source))
    assert asked - words == set()
    assert {f"{key}.{form}" for key in counted for form in ("one", "other")} - words == set()


def test_a_date_is_written_in_words():
    """Nobody has to guess which number is the month."""
    day = date(2026, 9, 15)
    assert [texts_in(language).day(day) for language in LANGUAGES] == [
        "15 september 2026",
        "15 September 2026",
        "15 septembre 2026",
    ]


def test_nothing_is_plural_but_in_french():
    """Zero reads as each language has it."""
    assert texts_in("nl").count("count.workplaces", 0) == "0 werkplekken"
    assert texts_in("en").count("count.workplaces", 1) == "1 workplace"
    assert texts_in("fr").count("count.workplaces", 0) == "0 lieu de travail"


def test_an_unknown_language_is_refused():
    """A mistake in the code shows at once."""
    with pytest.raises(KeyError):
        texts_in("de")
