"""The reference page of the template."""

from __future__ import annotations

from pathlib import Path

from leerweg.sources.register.reference import template_reference
from leerweg.sources.register.template import SHEETS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "register-template.md"


def test_the_page_is_what_the_template_says():
    """The reference on the site is that of this version. When not: write `template_reference()` into the page."""
    assert PAGE.read_text(encoding="utf-8") == template_reference()


def test_every_column_is_explained_in_three_languages():
    """No column goes without meaning in Dutch, English and French."""
    for sheet in SHEETS:
        assert all((sheet.nl, sheet.en, sheet.fr))
        for column in sheet.columns:
            assert all((column.nl, column.en, column.fr, column.kind.value))
