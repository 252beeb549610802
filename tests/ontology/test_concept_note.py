"""The table of the concept note: every row has its place, and what it names exists."""

from leerweg import assets
from leerweg.validation.ontology.concept_note import note_rows, render_concept_note, shipped_rows
from leerweg.validation.ontology.graph import read_ontology

LW = "https://w3id.org/leerweg/ns#"
LWSH = "https://w3id.org/leerweg/shapes#"
ROWS = shipped_rows()


def subjects(folder):
    """Every IRI that a folder of Turtle files says something about."""
    return {getattr(quad.subject, "value", "") for quad in read_ontology(folder).store}


def test_every_row_is_there_in_order():
    """All 29 statements of the note, as they are numbered."""
    assert [row.code for row in ROWS] == [f"N{number}" for number in range(1, 30)]


def test_no_row_without_class_or_property():
    """Nothing that the note says is left without words to state it in."""
    assert [row.code for row in ROWS if not row.classes or not row.properties] == []


def test_no_row_without_question():
    """Whatever the note says can be asked of the graph, and checked by at least one shape."""
    assert [row.code for row in ROWS if not row.questions] == []
    assert [row.code for row in ROWS if not row.shapes] == []
    assert "Rows without a" not in render_concept_note(ROWS)


def test_named_things_exist():
    """A class, property, shape or question of the table is one that can be looked up."""
    declared, shapes = subjects(assets.ontology()), subjects(assets.shapes())
    questions = {file.name for folder in (assets.ontology(), assets.ontology().parent) for file in folder.rglob("*.rq")}

    for row in ROWS:
        assert {name.replace("lw:", LW) for name in (*row.classes, *row.properties)} <= declared, row.code
        assert {name.replace("lwsh:", LWSH) for name in row.shapes} <= shapes, row.code
        assert set(row.questions) <= questions, row.code


def test_question_is_in_the_rows_that_its_header_names(tmp_path):
    """A question says itself which rows it answers: N2 is not N28."""
    asked = tmp_path / "list_places.rq"
    asked.write_text(
        "#+ summary: Places.\n#+ source: N17, N28\nSELECT * WHERE { ?s ?p ?o } ORDER BY ?s", encoding="utf-8"
    )

    rows = note_rows(assets.ontology(), assets.shapes(), [asked])

    assert [row.code for row in rows if row.questions] == ["N17", "N28"]
    assert "`list_places.rq`" in render_concept_note(rows)


def test_page_says_which_cells_are_empty(tmp_path):
    """A reader sees what is still missing, and need not search for it."""
    page = render_concept_note(note_rows(assets.ontology(), assets.shapes(), []))

    assert "Rows without a question as yet: N1, N2, " in page
    assert "without a class" not in page
