"""The words of the interface: one file per language in `texts/`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from leerweg.linkeddata.negotiation import LANGUAGES

__all__ = ["Texts", "texts_in"]

_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Texts:
    """The words in one language; a key is `section.name`. Every method raises KeyError for a key that is not there."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of this key, with `{name}` replaced by the values."""
        return self.words[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The text that fits a number: `key.one` or `key.other`, with `{n}` replaced; French counts zero as one."""
        singular = number == 1 or (number == 0 and self.language == "fr")
        return self(f"{key}.{'one' if singular else 'other'}", n=number, **values)

    def day(self, day: date) -> str:
        """A date in words: `15 september 2026`."""
        month = self.words["date.months"].split()[day.month - 1]
        return f"{day.day} {month} {day.year}"


@cache
def texts_in(language: str) -> Texts:
    """The words in `nl`, `en` or `fr`; raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Texts(language, dict(_flat(content)))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in table.items():
        flat += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, str(value))]
    return flat
