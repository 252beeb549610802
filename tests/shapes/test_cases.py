"""Each shape does what its cases say, and nothing else."""

from pathlib import Path

from leerweg.validation.background import load_background

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHAPES_GRAPH = "http://www.w3.org/ns/shacl-test#shapesGraph"


def test_a_case_gives_exactly_the_results_it_states(case, read_report):
    """A document gets the findings of the rule it breaks, to the focus, path and value, and no other rule's."""
    assert read_report(case.run()) == case.expected


def test_a_violating_case_breaks_only_the_rule_in_its_name(case):
    """Whoever breaks one rule is told of that rule alone."""
    rules = {finding.rule.lower() for finding in case.run().findings}
    assert rules == ({case.rule} if case.kind == "violates" else set())


def test_only_a_violation_keeps_a_document_from_conforming(case):
    """A warning asks for attention; it does not block."""
    report = case.run()
    assert report.conforms == (report.count("Violation") == 0)


def test_every_shape_has_a_conforming_and_a_violating_case(cases, shapes):
    """No rule is without an example of what keeps it and of what breaks it."""
    wanted = {(shape.rule.lower(), kind) for shape in shapes.values() for kind in ("conforms", "violates")}
    assert {(case.rule, case.kind) for case in cases} == wanted


def test_a_conforming_case_is_held_against_its_shape(case, shapes):
    """A case does not conform merely because it holds nothing that the shape looks at."""
    wider = {}
    for triple in load_background().hierarchy:
        wider.setdefault(triple.subject.value, set()).add(triple.object.value)
    classes = {triple.object.value for triple in case.triples if triple.predicate.value == RDF_TYPE}
    while more := {parent for kind in classes for parent in wider.get(kind, ())} - classes:
        classes |= more
    shape = next(shape for shape in shapes.values() if shape.rule.lower() == case.rule)
    said = {triple.predicate.value for triple in case.triples}
    assert (classes | said) & set(shape.targets)


def test_a_case_names_the_shapes_file_that_holds_its_shape(case):
    """Another SHACL engine can be pointed at the right shapes."""
    named = next(triple.object.value for triple in case.triples if triple.predicate.value == SHAPES_GRAPH)
    topic = case.file.parent.name
    assert named.endswith(f"shapes/{topic}.ttl")
    shapes_file = (Path(__file__).parents[2] / "shapes" / f"{topic}.ttl").read_text(encoding="utf-8")
    assert f'skos:notation "{case.rule[0].upper()}{case.rule[1:]}"' in shapes_file
