"""What a file may not say, and what may not even reach a parser."""

from __future__ import annotations

import time

import pytest

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError
from leerweg.sources.rdf import guards, parts

PREFIXES = """
@prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix lwsh: <https://w3id.org/leerweg/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://e.example/> .
"""


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("e:Fake rdfs:subClassOf lw:PublicBody", "states a schema"),
        ("e:p rdfs:subPropertyOf lw:leadsTo", "states a schema"),
        ("e:p rdfs:domain lw:Site", "states a schema"),
        ("e:p rdfs:range lw:Site", "states a schema"),
        ("e:a owl:equivalentClass lw:Site", "states a schema"),
        ("e:a owl:sameAs e:b", "same"),
        ("e:a a owl:Class", "declares a class"),
        ("e:a a rdf:Property", "declares a class"),
        ("e:a a sh:NodeShape", "declares a class"),
        ("e:a sh:targetClass lw:Site", "states a schema"),
        ("lw:Site e:p 1", "a term of the ontology"),
        ("lwsh:rule sh:deactivated true", "a term of the ontology"),
        ('e:a e:p "2025-02-30"^^xsd:date', "'2025-02-30', is no date that exists"),
        ('e:a e:p "2025-13-01T00:00:00Z"^^xsd:dateTime', "no date that exists"),
        ('e:a e:p "30/02/2025"^^xsd:date', "no date that exists"),
        ('e:a e:p "<b>x</b>"^^rdf:HTML', "markup"),
        ('e:a e:p "<b/>"^^rdf:XMLLiteral', "markup"),
        ('e:a e:p "1e1000000000"^^xsd:decimal', "no number"),
        (f'e:a e:p "{"9" * 5000}"^^xsd:integer', "no number"),
        ('e:a e:p "\\u0000"', "NUL"),
        (f'e:a e:p "{"x" * (1 << 20)}x"', "longer than"),
        ("e:a e:p <<( e:b e:q e:c )>>", "statement about a statement"),
    ],
)
def test_a_statement_that_may_not_be_made_costs_its_subject(read, statement, words):
    """The subject is rejected whole with the reason; other subjects go on."""
    _, records, rejections, _ = read(a__ttl=f"{PREFIXES} {statement} . e:other e:p 1 .")
    (rejection,) = rejections.values()
    assert words in rejection.reason
    assert list(records) == ["http://e.example/other"]


def test_what_is_harmless_is_taken(read):
    """Dates with zones, leap days, numbers, deprecation, and the words of the ontology as predicates and classes."""
    statements = (
        'e:a lw:validFrom "2024-02-29"^^xsd:date, "2025-01-01+01:00"^^xsd:date ; owl:deprecated true ; a lw:Site ; '
        'e:p 1, -2.5, 3e4, "INF"^^xsd:double, "2025-01-01T10:00:00.123Z"^^xsd:dateTime .'
    )
    _, records, rejections, triples = read(a__ttl=PREFIXES + statements)
    assert (len(records), len(rejections), len(triples)) == (1, 0, 9)


def test_several_reasons_are_all_named(read):
    """Whoever mends the file reads everything at once."""
    (rejection,) = read(a__ttl=f"{PREFIXES} e:a owl:sameAs e:b ; rdfs:subClassOf lw:Site .")[2].values()
    assert "owl:sameAs" in rejection.reason
    assert "subClassOf" in rejection.reason


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "start",
    [
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
        "<!doctype x>",
        " " * ((1 << 20) - 5) + '<!DOCTYPE x [<!ENTITY e "x">]>',
    ],
    ids=["laughs", "file", "dtd", "lower", "across blocks"],
)
def test_a_doctype_is_refused_before_a_parser_sees_it(read, start):
    """Entities are how 600 bytes of XML fill a memory or read a file."""
    document = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    with pytest.raises(UnacceptableContentError, match="DOCTYPE"):
        read(a__rdf='<?xml version="1.0"?>' + start + document)


def test_nested_elements_are_refused_in_time(read):
    """100,000 levels would keep a parser busy for over twenty seconds."""
    start = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">'
    pair = "<rdf:Description><e:p>"
    begun = time.monotonic()
    with pytest.raises(InputTooLargeError, match=r"row 1: The elements nest deeper than 128"):
        read(a__rdf=start + pair * 50_000)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("name", ["a__ttl", "a__nt", "a__nq", "a__trig"])
def test_statements_within_statements_are_refused(read, name):
    """20,000 levels of them end the process of a parser that recurses."""
    nested = "<http://e.example/a> <http://e.example/p> " + "<<( <http://e.example/a> <http://e.example/p> " * 20_000
    with pytest.raises(InputTooLargeError, match="nested in statements"):
        read(**{name: nested})


def test_deep_json_ld_is_refused(read):
    """The depth is counted before the parser."""
    with pytest.raises(InputTooLargeError, match="deeper than 64"):
        read(a__jsonld='{"http://e.example/p":' * 1000 + "1" + "}" * 1000)


def test_size_and_number_are_limited(read, monkeypatch):
    """The limits that bound time and disk hold."""
    document = "\n".join(f"<http://e.example/{n}> <http://e.example/p> {n} ." for n in range(20))
    monkeypatch.setattr(parts, "RDF_TRIPLES", 10)
    with pytest.raises(InputTooLargeError, match="more than 10 statements"):
        read(a__ttl=document)
    monkeypatch.setattr(guards, "RDF_BYTES", 100)
    with pytest.raises(InputTooLargeError, match="at most 100"):
        read(a__ttl=document)


def test_a_file_that_ends_in_the_middle_is_malformed(read):
    """Nothing of a broken file is taken for the whole."""
    with pytest.raises(MalformedInputError):
        read(a__nt='<http://e.example/a> <http://e.example/p> "x" .\n<http://e.example/a> <htt')
