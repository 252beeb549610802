"""Six formats give the same statements, in one graph, without blank nodes."""

from __future__ import annotations

import gzip

import pytest

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError, UnsupportedFormatError
from leerweg.model.delivery import SilentProgress
from leerweg.sources.rdf.parts import group_by_subject

RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">'
    '<rdf:Description rdf:about="id/site/1"><e:p xml:lang="nl">x</e:p></rdf:Description></rdf:RDF>'
)
DOCUMENTS = {
    "a__ttl": '<id/site/1> <http://e.example/p> "x"@nl .',
    "a__trig": 'GRAPH <http://e.example/g> { <id/site/1> <http://e.example/p> "x"@nl }',
    "a__nt": '<http://127.0.0.1:8000/id/site/1> <http://e.example/p> "x"@nl .',
    "a__nq": '<http://127.0.0.1:8000/id/site/1> <http://e.example/p> "x"@nl <http://e.example/g> .',
    "a__jsonld": '{"@id": "id/site/1", "http://e.example/p": {"@value": "x", "@language": "nl"}}',
    "a__rdf": RDF_XML,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_says_the_same(read, name):
    """Relative IRIs are resolved against the base of our data."""
    delivery, records, rejections, triples = read(**{name: DOCUMENTS[name]})
    assert not rejections
    assert triples == ['<http://127.0.0.1:8000/id/site/1> <http://e.example/p> "x"@nl']
    assert list(records) == ["http://127.0.0.1:8000/id/site/1"]
    assert delivery.key == name.replace("__", ".")
    assert dict(delivery.summary) == {"subjects": 1, "statements": 1}


@pytest.mark.parametrize("name", ["a__trig", "a__nq"])
def test_a_named_graph_cannot_choose_where_it_is_written(read, name):
    """The statement lands in the delivery's graph, and the record says where it stood."""
    records = read(**{name: DOCUMENTS[name]})[1]
    (record,) = records.values()
    assert record.notes == (
        "Stood in the named graph http://e.example/g; it is written to the graph of this delivery.",
    )


def test_a_graph_smuggled_in_json_ld_is_flattened(read):
    """JSON-LD hides named graphs in @graph; they get no graph of their own either."""
    inner = '{"@id": "http://e.example/s", "http://e.example/p": "x"}'
    document = f'{{"@id": "https://w3id.org/leerweg/ns", "@graph": [{inner}]}}'
    (record,) = read(a__jsonld=document)[1].values()
    assert record.notes[0].startswith("Stood in the named graph https://w3id.org/leerweg/ns;")


def test_blank_nodes_become_iris_that_stay_the_same(read):
    """The same file gives the same IRIs each time; labels of two files never meet."""
    document = "_:x <http://e.example/p> [ <http://e.example/q> _:x ] ."
    first, again = read(a__ttl=document)[3], read(a__ttl=document)[3]
    assert first == again
    assert all(text.startswith("<http://127.0.0.1:8000/.well-known/genid/") for text in first)
    assert not any("_:" in text for text in first)
    both = read(a__ttl=document, b__ttl=document + "\n")[3]
    assert len(set(both)) == 4


def test_a_subject_that_returns_after_many_statements_gets_another_part(tmp_path):
    """Memory stays bounded: what lies far apart comes in parts."""
    path = tmp_path / "a.nt"
    lines = [f'<http://e.example/{number % 3}> <http://e.example/p> "{number}" .' for number in range(9)]
    path.write_text("\n".join(lines), encoding="utf-8")
    groups = [subject for subject, _ in group_by_subject(path, "x", "http://b.example/", SilentProgress(), batch=6)]
    assert groups == [f"http://e.example/{number}" for number in (0, 1, 2, 0, 1, 2)]


def test_a_byte_order_mark_is_no_harm(read):
    """Files saved by editors on Windows begin with one."""
    assert len(read(a__ttl=b"\xef\xbb\xbf" + DOCUMENTS["a__ttl"].encode())[3]) == 1


def test_syntax_errors_are_told_with_their_place(read):
    """Line and column of the first error."""
    with pytest.raises(MalformedInputError, match=r"a\.ttl, row 2, column \d+: This is not Turtle: .*prefix y:"):
        read(a__ttl="<x> <y> <z> .\n<x> y:z <z> .")
    with pytest.raises(MalformedInputError, match=r"a\.rdf, row 1, column \d+: This is not XML"):
        read(a__rdf=RDF_XML[:150])
    with pytest.raises(MalformedInputError, match=r"a\.jsonld, row 1"):
        read(a__jsonld='{"@id": "x", ')


def test_bad_iris_and_other_encodings_are_malformed(read):
    """An IRI with a blank, bytes of Latin-1, UTF-16 in any dress."""
    with pytest.raises(MalformedInputError, match="Invalid IRI"):
        read(a__ttl="<http://e.example/a b> <http://e.example/p> 1 .")
    with pytest.raises(MalformedInputError, match="row 2: The byte 0xe9 is not UTF-8"):
        read(a__ttl=b'<x> <y> "\n\xe9" .')
    with pytest.raises(MalformedInputError, match=r"NUL|not UTF-8"):
        read(a__rdf=RDF_XML.encode("utf-16"))
    with pytest.raises(MalformedInputError):
        read(a__rdf=b'<?xml version="1.0" encoding="iso-8859-1"?>' + RDF_XML.encode())


def test_contexts_on_the_web_are_not_fetched(read):
    """The answer says so instead of an error of the library."""
    for context in ('"https://schema.org/"', '{"@import": "file:///etc/hostname"}'):
        with pytest.raises(UnacceptableContentError, match="not fetched"):
            read(a__jsonld=f'{{"@context": {context}, "@id": "http://e.example/s", "name": "x"}}')


def test_other_extensions_are_unsupported(read):
    """The format is told by the extension, and the known ones are listed."""
    with pytest.raises(UnsupportedFormatError, match=r"known are \.ttl"):
        read(a__n3="")


def test_a_packed_file_reads_like_the_plain_one(read):
    """What was packed with gzip need not be unpacked first."""
    plain = "<http://x.test/a> <http://x.test/p> <http://x.test/b> .\n"
    assert read(one__nt__gz=gzip.compress(plain.encode()))[3] == read(one__nt=plain)[3] != []


def test_a_packed_file_that_is_broken_is_told(read):
    """Half a packed file, or one that is none, is no delivery."""
    whole = gzip.compress(b"<http://x.test/a> <http://x.test/p> <http://x.test/b> .\n" * 500)
    for content in (whole[:-9], b"plain text"):
        with pytest.raises(MalformedInputError, match="packed file"):
            read(one__nt__gz=content)


def test_only_formats_of_lines_may_be_packed(read):
    """A packed JSON-LD document is refused by its ending, as it is read whole."""
    with pytest.raises(UnsupportedFormatError):
        read(one__jsonld__gz=gzip.compress(b"{}"))


def test_a_packed_file_may_not_unpack_without_end(read, monkeypatch):
    """A small file that unpacks to a huge one is refused before it is read as RDF."""
    monkeypatch.setattr("leerweg.sources.rdf.guards.RDF_UNPACKED_BYTES", 1 << 20)
    with pytest.raises(InputTooLargeError, match="unpacks to more"):
        read(one__nt__gz=gzip.compress(b"# \n" * (1 << 20)))
