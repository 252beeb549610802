"""The reference page of the workbook."""

from pathlib import Path

from leerweg.validation.workbook.reference import render_trajectory_template

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "trajectory-template.md"


def test_the_page_is_what_the_form_says():
    """The reference is that of this version; its first line says how it is written anew."""
    assert PAGE.read_text(encoding="utf-8") == render_trajectory_template()
