"""Each rule of reading ESCO, on tables made by hand."""

from __future__ import annotations

import zipfile

import pytest

from leerweg.errors import (
    InputTooLargeError,
    MalformedInputError,
    UnacceptableContentError,
    UnsupportedFormatError,
)
from leerweg.sources.esco.hierarchy import Hierarchy

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
PREF = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
ALT = "<http://www.w3.org/2004/02/skos/core#altLabel>"


def broader(narrow, broad):
    kind = "KnowledgeSkillCompetence"
    return {"conceptType": kind, "conceptUri": SKILL + narrow, "broaderType": kind, "broaderUri": SKILL + broad}


def relation(occupation, skill, kind="essential"):
    row = {"occupationUri": OCCUPATION + occupation, "relationType": kind, "skillType": "knowledge"}
    return {**row, "skillUri": SKILL + skill}


def test_columns_are_read_by_name_whatever_their_order(table, skill_row, read_tables):
    """A table with its columns in another order gives the same statements."""
    rows = [skill_row("a", "lassen", altLabels="solderen")]
    first = read_tables(table("skills_nl.csv", rows))[3]
    second = read_tables(table("skills_nl.csv", rows, columns=sorted(rows[0], reverse=True)))[3]
    assert first == second
    assert f'<{SKILL}a> {PREF} "lassen"@nl' in first


@pytest.mark.parametrize("divider", ["\n", " | "])
def test_alternatives_are_divided_by_lines_or_bars_and_not_repeated(table, skill_row, read_tables, divider):
    """Repeated labels and the preferred label among them are dropped and noted."""
    cell = divider.join(["solderen", "lassen", "solderen"])
    _, records, _, triples = read_tables(table("skills_nl.csv", [skill_row("a", "lassen", altLabels=cell)]))
    assert [text for text in triples if ALT in text] == [f'<{SKILL}a> {ALT} "solderen"@nl']
    (record,) = records.values()
    assert record.notes == (
        "1 of the alternative labels stood there twice.",
        "The preferred label stood among the alternatives too.",
    )
    assert record.where.row == 2


def test_two_versions_meet_and_the_newest_label_stands(table, skill_row, read_tables):
    """Of two preferred labels in one language the newer stands and the older is kept as an alternative."""
    old = table("skills_nl.csv", [skill_row("a", "oud"), skill_row("b", "enkel oud")], version="1.1.1")
    new = table("skills_nl.csv", [skill_row("a", "nieuw")], version="1.2.1")
    delivery, records, _, triples = read_tables(old, new)
    assert delivery.key == "1.1.1-nl+1.2.1-nl"
    assert {f'<{SKILL}a> {PREF} "nieuw"@nl', f'<{SKILL}a> {ALT} "oud"@nl'} <= triples
    assert "Only in ESCO 1.1.1, not in 1.2.1." in records[f"skills_nl 1.1.1 {SKILL}b"].notes
    assert "kept as an alternative: oud" in records[f"skills_nl 1.1.1 {SKILL}a"].notes[0]
    again = read_tables(new, old)[0]
    assert (again.key, again.digest) == (delivery.key, delivery.digest)


def test_a_row_that_repeats_a_concept_is_rejected(table, skill_row, read_tables):
    """The first row stands, the second is answered with the place of the first."""
    _, _, rejections, _ = read_tables(table("skills_nl.csv", [skill_row("a", "x"), skill_row("a", "y")]))
    (rejection,) = rejections.values()
    assert rejection.reason == "The row repeats the concept of row 2; the first one stands."
    assert (rejection.where.row, rejection.where.column) == (3, "conceptUri")


@pytest.mark.parametrize("iri", ["", "no iri", f"{SKILL}with blank x", "http://evil.example/skill/a", "javascript:x"])
def test_rows_with_broken_or_foreign_iris_are_rejected(table, skill_row, read_tables, iri):
    """A table of ESCO describes ESCO's concepts, each under a proper IRI; the other rows go on."""
    rows = [{**skill_row("a", "x"), "conceptUri": iri}, skill_row("b", "y")]
    _, records, rejections, _ = read_tables(table("skills_nl.csv", rows))
    assert len(rejections) == len(records) == 1
    assert "not the IRI of an ESCO concept" in next(iter(rejections.values())).reason


def test_a_circle_is_broken_at_the_row_that_closes_it(table, skill_row, read_tables):
    """Of a < b < c < a the third row is rejected, the two others stand."""
    skills = table("skills_nl.csv", [skill_row(code, code) for code in "abc"])
    rows = [broader("a", "b"), broader("b", "c"), broader("c", "a"), broader("a", "a"), broader("a", "b")]
    _, records, rejections, _ = read_tables(skills, table("broaderRelationsSkillPillar.csv", rows))
    assert len([key for key in records if key.startswith("broader")]) == 2
    assert [rejection.reason.split(":")[0] for rejection in rejections.values()] == [
        "The row closes a circle",
        "The row relates a concept to itself.",
        "The pair stands earlier in this table; the first row stands.",
    ]


def test_a_hierarchy_without_end_is_refused():
    """Whoever stacks concepts without end is told, and does not keep the reader busy."""
    tree = Hierarchy(steps=100)
    for number in range(200):
        tree.add(str(number), str(number + 1))
    with pytest.raises(InputTooLargeError, match="more than 100 concepts above"):
        tree.add("150", "0")


def test_relations_to_nothing_are_rejected_when_the_table_is_there(table, skill_row, read_tables):
    """A dangling relation is found beside the whole table; alone, a table of relations cannot be checked."""
    relations = table("occupationSkillRelations.csv", [relation("o", "a"), relation("o", "gone"), relation("o", "a")])
    skills = table("skills_nl.csv", [skill_row("a", "x")])
    _, records, rejections, triples = read_tables(relations, skills)
    assert [rejection.reason for rejection in rejections.values()] == [
        f"The skill {SKILL}gone is in none of the files.",
        "The pair stands earlier in this table; the first row stands.",
    ]
    essential = "http://data.europa.eu/esco/model#relatedEssentialSkill"
    assert f"<{OCCUPATION}o> <{essential}> <{SKILL}a>" in triples
    delivery, records, rejections, _ = read_tables(relations)
    assert (delivery.key, len(records), len(rejections)) == ("1.2.1-relations", 2, 1)


def test_unknown_kinds_of_relations_are_rejected(table, read_tables):
    """A word that ESCO does not use is not guessed at."""
    _, _, rejections, _ = read_tables(table("occupationSkillRelations.csv", [relation("o", "a", "vital")]))
    assert "'vital' is no kind of relation" in next(iter(rejections.values())).reason


def test_deprecated_concepts_are_kept_and_marked(table, skill_row, read_tables):
    """A concept ESCO gave up stays findable, marked as such."""
    _, records, _, triples = read_tables(table("skills_nl.csv", [skill_row("a", "x", status="deprecated")]))
    assert any("owl#deprecated" in text and '"true"' in text for text in triples)
    assert "ESCO marks the concept as deprecated; it is kept as such." in next(iter(records.values())).notes


def test_cells_with_several_nace_codes_state_each_and_broken_ones_are_noted(table, read_tables):
    """Every code of a cell is stated; what is no IRI is left out, not the row."""
    nace = "http://data.europa.eu/ux2/nace2.1/"
    row = {"conceptType": "Occupation", "conceptUri": OCCUPATION + "o", "preferredLabel": "bakker"}
    row["naceCode"] = f"{nace}107,\n{nace}108,\nbroken"
    _, records, _, triples = read_tables(table("occupations_nl.csv", [{**row, "iscoGroup": "7512"}]))
    assert len([text for text in triples if "hasNACECode" in text]) == 2
    (record,) = records.values()
    assert record.notes == (
        "Column naceCode: 'broken' is no IRI; it is left out.",
        "The cell naceCode holds 2 codes; each is stated.",
    )
    assert any(text.endswith("<http://data.europa.eu/esco/isco/C7512>") for text in triples)


def test_collections_bring_labels_members_and_broader(table, skill_row, read_tables):
    """The Dutch download has no table of skills: its collections carry the labels."""
    group = {"conceptType": "SkillGroup", "conceptUri": SKILL + "g", "preferredLabel": "groep", "code": "S1"}
    row = skill_row("a", "sorteren", broaderConceptUri=f"{SKILL}g | {SKILL}elsewhere")
    _, _, _, triples = read_tables(table("skillGroups_nl.csv", [group]), table("greenSkillsCollection_nl.csv", [row]))
    green = "<https://w3id.org/leerweg/scheme/esco-collection/green>"
    assert f"{green} <http://www.w3.org/2004/02/skos/core#member> <{SKILL}a>" in triples
    assert f'<{SKILL}a> {PREF} "sorteren"@nl' in triples
    assert f"<{SKILL}a> <http://www.w3.org/2004/02/skos/core#broader> <{SKILL}g>" in triples
    assert (
        f"<{SKILL}g> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/leerweg/ns#CompetenceGroup>"
        in triples
    )


def test_the_table_of_levels_gives_groups_and_their_way_down(table, read_tables):
    """Each row describes the deepest group; one with a gap between levels is rejected."""
    columns = [f"Level {level} {what}" for level in range(4) for what in ("URI", "preferred term")]
    deep = dict.fromkeys(columns, "") | {
        "Level 0 URI": SKILL + "s", "Level 0 preferred term": "skills",
        "Level 1 URI": SKILL + "s1", "Level 1 preferred term": "s one",
    }  # fmt: skip
    gap = deep | {"Level 3 URI": SKILL + "s111"}
    _, _, rejections, triples = read_tables(table("skillsHierarchy_en.csv", [deep, gap]))
    assert f'<{SKILL}s1> {PREF} "s one"@en' in triples
    assert f"<{SKILL}s1> <http://www.w3.org/2004/02/skos/core#broader> <{SKILL}s>" in triples
    assert [rejection.reason for rejection in rejections.values()] == ["The levels of the row have a gap."]


def test_unknown_columns_are_noted_once_and_strange_tables_answered(table, skill_row, read_tables, tmp_path):
    """What is not taken over is said once, on the first row or for the file."""
    rows = [skill_row("a", "x", colour="red"), skill_row("b", "y", colour="blue")]
    _, records, rejections, _ = read_tables(table("skills_nl.csv", rows), table("dictionary_nl.csv", [{"word": "x"}]))
    notes = [note for record in records.values() for note in record.notes]
    assert notes == ["Columns that are not taken over from this table: colour."]
    assert "not one of the tables" in rejections["dictionary_nl.csv"].reason


def test_missing_columns_are_named_with_the_file(table, read_tables):
    """Whoever cut columns away reads which ones are needed."""
    path = table("occupationSkillRelations.csv", [{"occupationUri": "x", "skillUri": "y"}])
    with pytest.raises(MalformedInputError, match=r"occupationSkillRelations\.csv: .* lacks the column relationType"):
        read_tables(path)


def test_a_table_without_language_or_given_twice_is_refused(table, skill_row, read_tables, tmp_path):
    """Labels need a language, and one table is read once."""
    with pytest.raises(MalformedInputError, match=r"in which language.*skills_nl\.csv"):
        read_tables(table("skills.csv", [skill_row("a", "x")]))
    path = table("skills_nl.csv", [skill_row("a", "x")])
    with zipfile.ZipFile(tmp_path / "esco-v1.2.1-nl.zip", "w") as archive:
        archive.write(path, "skills_nl.csv")
    with pytest.raises(UnacceptableContentError, match="same table, of version"):
        read_tables(path, tmp_path / "esco-v1.2.1-nl.zip")


def test_what_is_no_esco_is_unsupported_and_broken_csv_malformed(table, read_tables, tmp_path):
    """Other tables are refused as such; an open quote is told with its row."""
    with pytest.raises(UnsupportedFormatError, match="None of these files is an ESCO table"):
        read_tables(table("people.csv", [{"name": "x"}]))
    broken = tmp_path / "skills_nl.csv"
    broken.write_text('conceptType,conceptUri,preferredLabel\nx,y,"never closed\n', encoding="utf-8")
    with pytest.raises(MalformedInputError, match="row 2: This is not CSV"):
        read_tables(broken)
    broken.write_bytes("conceptType,conceptUri,preferredLabel\nx,y,Caf\u00e9\n".encode("latin-1"))
    with pytest.raises(MalformedInputError, match="row 2: The byte 0xe9 is not UTF-8"):
        read_tables(broken)


def test_a_row_with_too_many_cells_is_rejected(tmp_path, read_tables):
    """A comma out of place costs one row, not the table."""
    path = tmp_path / "skills_nl.csv"
    row = f"KnowledgeSkillCompetence,{SKILL}a,x"
    path.write_text(f"conceptType,conceptUri,preferredLabel\n{row},surplus\n", encoding="utf-8")
    delivery, records, rejections, _ = read_tables(path)
    assert delivery.key == "unknown-nl"
    assert not records
    assert "more cells than the header" in next(iter(rejections.values())).reason


def test_progress_adds_up_to_what_was_announced(table, skill_row):
    """A bar drawn from the progress ends at its end."""
    from leerweg.namespaces import Identifiers  # noqa: PLC0415  # only this test reads without the fixture
    from leerweg.sources.esco import read_esco  # noqa: PLC0415  # idem

    seen = []

    class Told:
        def start(self, _task, total):
            seen.append(-total)

        def advance(self, amount):
            seen.append(amount)

    path = table("skills_nl.csv", [skill_row(str(number), "é" * 50) for number in range(3000)])
    delivery = read_esco([path], Identifiers("http://127.0.0.1:8000/"), Told())
    assert len(list(delivery.records)) == 3000
    assert len(seen) > 3
    assert sum(seen) == 0
