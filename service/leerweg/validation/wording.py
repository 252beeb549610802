"""What validation says in each language: one file of words per language, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from leerweg.validation.shapes import LANGUAGES

__all__ = ["Words", "about_profile", "day_in_words", "in_every_language", "words_in"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """The words in one language; a key is `section.name`. Raises KeyError for a key that is not there."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of this key, with `{name}` replaced by the values."""
        return self.words[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self.words

    def count(self, key: str, number: int) -> str:
        """The words that fit a number: `key.one` or `key.other`; French counts zero as one."""
        singular = number == 1 or (number == 0 and self.language == "fr")
        return self(f"{key}.{'one' if singular else 'other'}", n=number)

    def day(self, text: str) -> str:
        """An ISO date in words (`15 september 2026`); another text as it is."""
        if not _DAY.fullmatch(text):
            return text
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        number = self.words.get("first", "1") if day.day == 1 else day.day
        return self("day", day=number, month=self.words["months"].split()[day.month - 1], year=day.year)


@cache
def words_in(language: str) -> Words:
    """The words in `nl`, `fr` or `en`; raises ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"reports are written in {', '.join(LANGUAGES)}, not in {language!r}")
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Words(language, dict(_flat(content)))


def in_every_language(key: str, **values: object) -> dict[str, str]:
    """The words of a key per language; a value that is a mapping is taken in that language."""
    return {
        language: words_in(language)(
            key, **{name: one[language] if isinstance(one, Mapping) else one for name, one in values.items()}
        )
        for language in LANGUAGES
    }


def about_profile(profile: str, language: str) -> str:
    """What a profile asks, in a sentence for whoever has to choose one; empty for one that nobody described."""
    words = words_in(language)
    return words(f"profile.{profile}") if f"profile.{profile}" in words else ""


def day_in_words(text: str) -> dict[str, str]:
    """An ISO date in words, per language."""
    return {language: words_in(language).day(text) for language in LANGUAGES}


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)
