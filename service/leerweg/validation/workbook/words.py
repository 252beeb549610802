"""The fixed words of a workbook and of its reference page, per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["workbook_words"]

_FOLDER = Path(__file__).with_name("words")


@cache
def workbook_words(language: str) -> Mapping[str, Any]:
    """The words in `nl`, `fr` or `en`, as the TOML file of that language has them."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
