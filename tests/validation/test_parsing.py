"""Foreign documents: what is read, and what is refused with a reason."""

import pyoxigraph as ox
import pytest

from leerweg.errors import (
    InputError,
    InputTooLargeError,
    MalformedInputError,
    UnacceptableContentError,
    UnsupportedFormatError,
)
from leerweg.validation.parsing import Limits, parse_document

RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.org/">{}</rdf:RDF>'
XSD = "http://www.w3.org/2001/XMLSchema#"
TRIPLE = "<http://x.org/a> <http://x.org/b> {} .\n"


@pytest.mark.parametrize(
    ("wanted", "name", "text"),
    [
        ("turtle", "", TRIPLE.format("1")),
        ("text/turtle; charset=utf-8", "", TRIPLE.format("1")),
        ("", "letter.ttl", "\ufeff" + TRIPLE.format("1")),
        ("", "letter.nt", TRIPLE.format('"(("')),
        ("", "letter.trig", TRIPLE.format("1")),
        ("application/n-quads", "", TRIPLE.format('"1"')),
        ("application/ld+json", "", '{"@id": "http://x.org/a", "http://x.org/b": "{[{["}'),
        ("", "letter.RDF", RDF_XML.format('<rdf:Description rdf:about="http://x.org/a" x:b="a &gt; b"/>')),
    ],
)
def test_the_usual_formats_are_read(wanted, name, text):
    """A document is read by its format, its media type or the ending of its name."""
    assert len(parse_document(text.encode(), wanted=wanted, name=name).triples) == 1


@pytest.mark.parametrize(("wanted", "name"), [("", ""), ("", "letter.pdf"), ("text/csv", "letter.ttl"), ("n3", "")])
def test_another_format_is_refused_with_the_ones_that_are_read(wanted, name):
    """Who sends the wrong file learns which ones are read."""
    with pytest.raises(UnsupportedFormatError, match="Turtle"):
        parse_document(b"", wanted=wanted, name=name)


def test_a_syntax_error_names_line_and_column():
    """A slip of the pen is found where it stands."""
    with pytest.raises(MalformedInputError) as refused:
        parse_document(TRIPLE.format("1").encode() + b"<http://x.org/a> <http://x.org/b> .", name="letter.ttl")
    assert refused.value.where == "letter.ttl, line 2, column 35"


def test_relative_addresses_need_a_base():
    """A relative IRI is read against the base that is given, and refused without one."""
    text = b"<a> <http://x.org/b> <c> ."
    document = parse_document(text, name="letter.ttl", base="http://x.org/")
    assert document.mentioned() == (ox.NamedNode("http://x.org/a"), ox.NamedNode("http://x.org/c"))
    with pytest.raises(MalformedInputError):
        parse_document(text, name="letter.ttl")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.trig", "<http://x.org/g> { " + TRIPLE.format("1") + "}", "named graph"),
        ("a.nq", "<http://x.org/a> <http://x.org/b> <http://x.org/c> <http://x.org/g> .", "named graph"),
        ("a.jsonld", '{"@id": "http://x.org/g", "@graph": [{"@id": "http://x.org/a", "http://x.org/b": 1}]}', "named"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "http://x.org/a", "http://x.org/b": 1}', "fetched"),
        ("a.jsonld", '{"http://x.org/b": ' + "[" * 100_000 + "]" * 100_000 + "}", "levels deep"),
        ("a.ttl", "<http://x.org/a> <http://x.org/b> " + "[<http://x.org/b> " * 5_000, "levels deep"),
        ("a.ttl", "<http://x.org/a> <http://x.org/b> " + "<<( " * 20_000, "levels deep"),
        (
            "a.ttl",
            "<http://x.org/a> <http://x.org/b> <<( <http://x.org/a> <http://x.org/b> 1 )>> .",
            "statements about",
        ),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY a "b">]>' + RDF_XML.format(""), "DOCTYPE"),
        ("a.rdf", '<?xml version="1.0"?><!doctype r>' + RDF_XML.format(""), "DOCTYPE"),
        ("a.rdf", '<?xml version="1.0" encoding="utf-16"?>' + RDF_XML.format(""), "encoding"),
        ("a.rdf", RDF_XML.format("<rdf:Description>" * 40_000), "levels deep"),
        (
            "a.rdf",
            RDF_XML.format('<rdf:Description x:b=">"><x:b rdf:parseType="Literal"><i/></x:b></rdf:Description>'),
            "mark",
        ),
        ("a.ttl", TRIPLE.format('"<div>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>'), "markup"),
        ("a.ttl", TRIPLE.format("1" * 5_000), "number of 5,000 characters"),
        ("a.ttl", TRIPLE.format(f'"1e1000000000"^^<{XSD}decimal>'), "number of type"),
        ("a.ttl", TRIPLE.format(f'"twenty"^^<{XSD}integer>'), "number of type"),
        ("a.ttl", TRIPLE.format('"' + "x" * 70_000 + '"'), "70,000 characters"),
        (
            "a.ttl",
            "@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://x.org/a> owl:sameAs <http://x.org/b> .",
            "owl",
        ),
        ("a.ttl", "<http://x.org/a> a <http://www.w3.org/2002/07/owl#Class> .", "defines vocabulary"),
        ("a.ttl", "<http://x.org/a> a <http://www.w3.org/ns/shacl#NodeShape> .", "defines vocabulary"),
        (
            "a.ttl",
            "<http://x.org/a> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://x.org/b> .",
            "subClassOf",
        ),
        ("a.ttl", "<http://x.org/a> <https://w3id.org/leerweg/ns#parameterValue> 1 .", "legal number"),
        ("a.ttl", "<https://w3id.org/leerweg/scheme/municipality/1> <http://x.org/b> 1 .", "vocabulary itself"),
        ("a.ttl", "<http://data.europa.eu/nuts/code/BE3> <http://x.org/b> 1 .", "vocabulary itself"),
    ],
)
def test_what_a_document_may_not_say_is_refused_with_a_remedy(name, text, reason):
    """Smuggled graphs, markup, bombs and self-made rules are refused, and the sender learns why."""
    with pytest.raises(UnacceptableContentError, match=reason) as refused:
        parse_document(text.encode(), name=name)
    assert refused.value.where.startswith(name)
    assert refused.value.remedy


@pytest.mark.parametrize("content", [b"\xff\xfe<\x00", TRIPLE.format('"é"').encode("latin-1")])
def test_only_utf_8_is_read(content):
    """Another encoding is named as the trouble, not some parser's guess."""
    with pytest.raises(MalformedInputError, match="UTF-8"):
        parse_document(content, name="a.ttl")


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (Limits(size=20), TRIPLE.format("1")),
        (Limits(triples=2), "".join(TRIPLE.format(n) for n in range(3))),
        (Limits(blank_nodes=2), "[] <http://x.org/b> [] , [] ."),
    ],
)
def test_a_document_beyond_a_limit_is_refused(limits, text):
    """A limit is named with its figure."""
    with pytest.raises(InputTooLargeError, match=r"\d"):
        parse_document(text.encode(), name="a.ttl", limits=limits)


def test_brackets_in_texts_and_comments_do_not_count_as_nesting():
    """A text full of smileys is no bomb."""
    text = TRIPLE.format('"' + "((" * 300 + '"') + "# " + "[[" * 300 + "\n" + TRIPLE.format("'''" + "{" * 300 + "'''")
    assert len(parse_document(text.encode(), name="a.ttl").triples) == 2


def test_nameless_nodes_are_renamed_in_order():
    """A label chosen by the sender can be nobody else's node, and two readings agree."""
    text = b"_:theirs <http://x.org/b> _:other . _:other <http://x.org/b> _:theirs ."
    first, second = (parse_document(text, name="a.ttl").triples for _ in range(2))
    assert first == second
    assert str(first[0].subject) == "_:document1"
    assert first[1].object == first[0].subject


@pytest.mark.parametrize("text", ['<a><"' * 50_000, '"""' * 50_001, "<" * 100_000, "\x00" * 1_000, "@prefix " * 9_999])
@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.nq", "a.trig", "a.rdf", "a.jsonld"])
def test_rubbish_is_refused_quickly(name, text):
    """Nothing that looks like nothing keeps the reader busy, or ends in anything but a reason."""
    with pytest.raises(InputError):
        parse_document(text.encode(), name=name)
