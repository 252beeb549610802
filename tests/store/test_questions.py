"""Questions in files: what is bound is a term and stays one."""

import pytest
from pyoxigraph import Literal, NamedNode, Store

from leerweg.store import load_question

TEXT = """#+ summary: Things of a kind that say something.
#+ note: For tests.
SELECT ?thing
WHERE {
  VALUES ?kind { UNDEF }
  VALUES (?thing ?said) { (UNDEF UNDEF) }
  ?thing a ?kind ; <http://example.org/says> ?said .
}
ORDER BY ?thing
"""


@pytest.fixture
def question(tmp_path):
    file = tmp_path / "find_things.rq"
    file.write_text(TEXT, encoding="utf-8")
    return load_question(file)


def test_what_a_file_says_of_itself(question):
    """Name, header lines and slots are read from the file."""
    assert question.name == "find_things"
    assert question.header == {"summary": "Things of a kind that say something.", "note": "For tests."}
    assert question.slots == ("kind",)


def test_what_a_file_says_in_other_languages_and_of_each_parameter(tmp_path):
    """`summary@nl` is a header line of its own; a key that comes for each parameter is read by parameter."""
    file = tmp_path / "find_things.rq"
    file.write_text(
        f"#+ summary@nl: Dingen.\n#+ param: kind: the kind: any\n#+ param: on: a day\n{TEXT}", encoding="utf-8"
    )
    question = load_question(file)
    assert question.header["summary@nl"] == "Dingen."
    assert question.said_of("param") == {"kind": "the kind: any", "on": "a day"}
    assert question.said_of("example") == {}


def test_an_open_slot_means_any(question):
    """The file is valid SPARQL as it lies, and binding nothing leaves it so."""
    assert question.bind() == TEXT
    assert question.bind(kind=None) == TEXT
    assert list(Store().query(question.bind())) == []


def test_a_slot_takes_one_term_or_several(question):
    """A term, or a list of them."""
    a, b = NamedNode("http://example.org/A"), Literal("b", language="nl")
    assert 'VALUES ?kind { <http://example.org/A> "b"@nl }' in question.bind(kind=[a, b])
    assert "VALUES ?kind { <http://example.org/A> }" in question.bind(kind=a)
    assert "VALUES ?kind {  }" in question.bind(kind=[])


def test_a_misspelt_slot_is_not_ignored(question):
    """A name that the question does not have, or rows of another width, are mistakes of the caller."""
    with pytest.raises(KeyError, match="no slot kidn"):
        question.bind(kidn=Literal("x"))
    with pytest.raises(KeyError, match="width"):
        question.bind_rows([(Literal("x"),)])


def test_a_literal_that_looks_like_a_slot_stays_a_literal(question):
    """Whatever is bound first, its text is never searched for slots again."""
    tricky = Literal("VALUES ?kind { UNDEF } VALUES (?thing ?said) { (UNDEF UNDEF) }")
    thing = NamedNode("http://example.org/t")
    bound = question.bind_rows([(thing, tricky)]).bind(kind=tricky)
    assert bound.count(str(tricky)) == 2
    assert bound.count("UNDEF") == str(tricky).count("UNDEF") * 2
    assert list(Store().query(bound)) == []


def test_a_file_that_is_not_there(tmp_path):
    """A wrong name is an error at once."""
    with pytest.raises(FileNotFoundError):
        load_question(tmp_path / "nothing.rq")
