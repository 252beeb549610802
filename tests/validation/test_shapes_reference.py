"""The reference page of the shapes is what the shapes say today."""

from pathlib import Path

from leerweg.validation.shapes import load_shapes
from leerweg.validation.shapes_reference import render_shapes_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "shapes.md"


def test_the_page_is_up_to_date():
    """Whoever reads the page reads the rules that are applied: rewrite it with `python -m …shapes_reference`."""
    assert PAGE.read_text(encoding="utf-8") == render_shapes_reference()


def test_the_page_names_every_rule():
    """Every rule can be looked up."""
    page = render_shapes_reference()
    assert all(f"### {shape.rule} " in page for shape in load_shapes().shapes.values())
