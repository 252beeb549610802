"""Everything broken or hostile that may come in, in one table: the answer names it, and the store stays as it was."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
from dataclasses import dataclass

import pytest
from tests.hostile import builders as made

from leerweg.errors import (
    InputError,
    InputTooLargeError,
    LeerwegError,
    MalformedInputError,
    QueryRefusedError,
    UnacceptableContentError,
    UnsupportedFormatError,
    WorkLimitError,
)
from leerweg.model.delivery import SilentProgress
from leerweg.sources.esco import read_esco

SECONDS = 10
RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">{}</rdf:RDF>'
PREFIXES = """@prefix e: <http://e.example/> .
@prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
SELF_MADE = """e:mine a lw:Recognition ; lw:recognises e:me ; lw:grantedBy e:me ; lw:forProgramme e:S-97 ;
  lw:recognitionScope <https://w3id.org/leerweg/scheme/recognition-scope/dual> ;
  lw:decisionDate "2026-01-01"^^xsd:date ; lw:validFrom "2026-01-01"^^xsd:date ; lw:validUntil "2029-01-01"^^xsd:date .
"""
SKILL_ROW = f"KnowledgeSkillCompetence,{made.SKILL}a,zagen\n"
LOOP = [("a", "b"), ("b", "c"), ("c", "a")]


@dataclass(frozen=True)
class Case:
    """What comes in (`what`), by which door, how it is made, the error it must give and words of the answer.

    `error` None: the delivery is readable and the record in it is rejected. `beside`: other records of the file are
    sound, so that it is tried without publishing them.
    """

    what: str
    door: str
    build: made.Build
    error: type[LeerwegError] | None
    says: str
    beside: bool = False


def turtle(statements: str) -> made.Build:
    return made.file("a.ttl", PREFIXES + statements)


def esco(content: str | bytes) -> made.Build:
    return made.file("skills_nl.csv", content)


CASES = [
    # files that are not what they seem, whatever the source
    Case("esco: an empty file", "esco", esco(""), MalformedInputError, "lacks the columns conceptType"),
    Case("esco: a file that vanished", "esco", made.absent("skills_nl.csv"), InputError, "No such file"),
    Case("esco: a folder called .csv", "esco", made.directory("skills_nl.csv"), InputError, "directory"),
    Case("esco: a folder called .zip", "esco", made.directory("esco.zip"), InputError, "directory"),
    Case("esco: an unknown extension", "esco", made.file("esco.pdf", b"%PDF"), UnsupportedFormatError, r"\.csv"),
    Case("esco: Latin-1", "esco", esco(made.skills(SKILL_ROW).encode() + b"caf\xe9"), MalformedInputError, "UTF-8"),
    Case("esco: UTF-16", "esco", esco(made.skills(SKILL_ROW).encode("utf-16")), MalformedInputError, "UTF-8"),
    Case("esco: a NUL byte", "esco", esco(made.skills(SKILL_ROW + "a,\0,b\n")), MalformedInputError, "row 3.*NUL"),
    Case("esco: a column is missing", "esco", esco("conceptType,conceptUri\n"), MalformedInputError, "preferredLabel"),
    Case("esco: another table", "esco", made.file("t.csv", "a,b\n1,2\n"), UnsupportedFormatError, "ESCO table"),
    Case("esco: no language", "esco", made.file("skills.csv", made.skills("")), MalformedInputError, "language"),
    Case("esco: an open quote", "esco", esco(made.skills('a,"b,c\n' * 9)), MalformedInputError, "not CSV"),
    Case("esco: a circle of groups", "esco", made.file("broaderRelationsSkillPillar.csv", made.broader(*LOOP)), None,
         "closes a circle", beside=True),
    Case("esco: a group above itself", "esco", made.file("broaderRelationsSkillPillar.csv", made.broader(("a", "a"))),
         None, "relates a concept to itself"),
    Case("esco: a broken IRI", "esco", esco(made.skills("KnowledgeSkillCompetence,http://x y/<>,zagen\n")), None,
         "IRI"),
    Case("esco: an IRI of somebody else", "esco",
         esco(made.skills("KnowledgeSkillCompetence,https://w3id.org/leerweg/ns#Site,zagen\n")), None, "IRI"),
    # zips
    Case("zip: broke off", "esco", made.cut(made.zipped("e.zip", {"skills_nl.csv": made.skills(SKILL_ROW)}), 0.6),
         MalformedInputError, "broken or incomplete"),
    Case("zip: a bomb", "esco", made.bomb("e.zip", "skills_nl.csv"), InputTooLargeError, "zip bomb"),
    Case("zip: one line of 1 GB", "esco", made.long_line("e.zip", "skills_nl.csv", made.skills("")),
         InputTooLargeError, "row 2.*longer than"),
    Case("zip: a zip in it", "esco", made.zipped("e.zip", {"skills_nl.csv": b"PK\x03\x04" + b"x" * 40}),
         UnacceptableContentError, "zip within a zip"),
    Case("zip: encrypted", "esco", made.zipped("e.zip", {"skills_nl.csv": made.skills("")}, flag=1),
         UnacceptableContentError, "encrypted"),
    Case("zip: climbs out", "esco", made.zipped("e.zip", {"../skills_nl.csv": made.skills("")}),
         UnacceptableContentError, "out of the zip"),
    Case("zip: thousands of members", "esco", made.zipped("e.zip", {f"{n}.csv": "" for n in range(2_000)}),
         InputTooLargeError, "2000 members"),
    Case("zip: nothing of use in it", "esco", made.zipped("e.zip", {"read.me": "x"}), UnsupportedFormatError,
         r"no \.csv file"),
    # Flemish qualifications (JSON)
    Case("json: Latin-1", "vks", made.file("bk.json", '{"é": 1}'.encode("latin-1")), MalformedInputError, "UTF-8"),
    Case("json: broke off", "vks", made.file("bk.json", '{"BK-0001-2": {"titel": "Za'), MalformedInputError,
         "row 1, column"),
    Case("json: 100,000 levels", "vks", made.file("bk.json", "[" * 100_000 + "]" * 100_000), InputTooLargeError,
         "deeper than"),
    Case("json: a number of 5,000 digits", "vks", made.file("bk.json", '{"a": ' + "9" * 5_000 + "}"),
         MalformedInputError, "cannot be read"),
    Case("json: a number beyond all bounds", "vks", made.file("bk.json", json.dumps(
        made.qualification()).replace('"vks": 3', '"vks": 1e999')), None, "whole number"),
    Case("json: a list of numbers", "vks", made.file("bk.json", "[1, 2, 3]"), UnsupportedFormatError, "none of the"),
    Case("json: one number", "vks", made.file("bk.json", "7"), UnsupportedFormatError, "none of the"),
    Case("json: another document", "vks", made.json_file("bk.json", {"hello": "world"}), UnsupportedFormatError,
         "none of the"),
    Case("json: a name twice", "vks", made.file("bk.json", '{"BK-0001-2": {}, "BK-0001-2": {"titel": "Zager"}}'),
         MalformedInputError, "'BK-0001-2' stands twice"),
    Case("json: half a character", "vks", made.json_file("bk.json", made.qualification(titel="\ud800")),
         MalformedInputError, "surrogate"),
    Case("json: 30 February", "vks", made.json_file("bk.json", made.qualification(erkenningsdatum="2020-02-30")), None,
         "'2020-02-30' is no date"),
    Case("json: a list where an object should be", "vks", made.json_file("bk.json", {"BK-0001-2": []}), None,
         "should be an object"),
    # registers as CSV
    Case("register: Latin-1", "register", made.file("companies.csv", made.COMPANIES.encode() + b"1,Caf\xe9\n"),
         MalformedInputError, "row 2.*UTF-8"),
    Case("register: a column is missing", "register", made.file("companies.csv", "name\nx\n"), MalformedInputError,
         "no column enterprise_number"),
    Case("register: no table of it", "register", made.file("persons.csv", "name\nx\n"), UnsupportedFormatError,
         "no table of a register"),
    Case("register: an unknown extension", "register", made.file("register.ods", b"x"), UnsupportedFormatError,
         r"\.xlsx"),
    Case("register: an empty table", "register", made.file("companies.csv", ""), MalformedInputError, "empty"),
    Case("register: a wrong check digit", "register", made.file("companies.csv", made.COMPANIES + "1990000036,x\n"),
         None, "last two digits"),
    Case("register: an unknown site", "register",
         made.file("capacity.csv", "establishment_number,places,places_taken,valid_from\n8990000085,2,1,2025-09-01\n"),
         None, "no site 8990000085"),
    Case("register: a reference that is neither code nor IRI", "register",
         made.register("offers", competences="javascript:alert(1)"), None, "javascript"),
    Case("register: 30 February", "register", made.register("recognitions", valid_from="2026-02-30"), None,
         "2026-02-30 does not exist"),
    Case("register: a formula in CSV", "register",
         made.register("companies", name='=HYPERLINK("http://e.example")'), None, "formula"),
    Case("register: a mentor by e-mail address", "register", made.register("mentors", mentor="an@e.example"), None,
         "e-mail address"),
    Case("register: a mentor by national number", "register", made.register("mentors", mentor="85.07.30-033.28"),
         None, "national register number"),
    # registers as a workbook
    Case("workbook: a text file", "register", made.file("register.xlsx", made.COMPANIES), MalformedInputError, "zip"),
    Case("workbook: a formula", "register", made.workbook(["1990000035", "=1+1"]), None, "formula"),
    Case("workbook: a cell in the farthest corner", "register", made.workbook(["1990000035", "x"], far=True),
         InputTooLargeError, "columns"),
    Case("workbook: a DOCTYPE", "register", made.repacked(made.workbook(["1990000035", "x"]), "sheet1.xml", lambda xml:
         xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1)),
         UnacceptableContentError, "DOCTYPE"),
    Case("workbook: broke off inside", "register", made.repacked(made.workbook(["1990000035", "x"]), "sheet1.xml",
         lambda xml: xml[: len(xml) // 2]), MalformedInputError, "sheet1"),
    # any RDF
    Case("rdf: an empty name of a format", "rdf", made.file("a.n3", ""), UnsupportedFormatError, r"\.ttl"),
    Case("rdf: a file name that is no text", "rdf", made.file("\udcff.ttl", "<a> <b> <c> ."), InputError, "name"),
    Case("rdf: a folder called .ttl", "rdf", made.directory("a.ttl"), InputError, "directory"),
    Case("rdf: Turtle in Latin-1", "rdf", made.file("a.ttl", '<x> <y> "é" .'.encode("latin-1")), MalformedInputError,
         "UTF-8"),
    Case("rdf: a syntax error in Turtle", "rdf", turtle("e:a e:b ."), MalformedInputError, r"row 8, column \d+"),
    Case("rdf: TriG with a graph left open", "rdf", made.file("a.trig", "<http://e.example/g> { <a> <b> <c> "),
         MalformedInputError, "not TriG"),
    Case("rdf: an IRI with a wrong escape", "rdf", turtle("<http://e.example/\\u00zz> e:p 1 ."), MalformedInputError,
         "row 8"),
    Case("rdf: an IRI with an escaped blank", "rdf", turtle("<http://e.example/\\u0020> e:p 1 ."), MalformedInputError,
         "IRI"),
    Case("rdf: markup", "rdf", turtle('e:a e:p "<script>"^^rdf:HTML .'), None, "markup"),
    Case("rdf: a number that fills a memory", "rdf", turtle('e:a e:p "1e1000000000"^^xsd:decimal .'), None,
         "no number"),
    Case("rdf: 30 February", "rdf", turtle('e:a e:p "2026-02-30"^^xsd:date .'), None, "no date that exists"),
    Case("rdf: a class hierarchy", "rdf", turtle("e:Mine rdfs:subClassOf lw:PublicBody ."), None, "subClassOf"),
    Case("rdf: two things are the same", "rdf", turtle("e:a owl:sameAs e:b ."), None, "sameAs"),
    Case("rdf: a term of the ontology", "rdf", turtle('lw:Site rdfs:label "x" .'), None, "term of the ontology"),
    Case("rdf: a shape switched off", "rdf",
         turtle("<https://w3id.org/leerweg/shapes#recognition> sh:deactivated true ."), None, "ontology or the shapes"),
    Case("rdf: a body that recognises itself", "rdf", turtle(SELF_MADE), UnacceptableContentError, "R15"),
    Case("rdf: an external entity", "rdf", made.file("a.rdf",
         '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RDF_XML.format("&x;")),
         UnacceptableContentError, "DOCTYPE"),
    Case("rdf: a thousand million laughs", "rdf", made.file("a.rdf",
         f'<!DOCTYPE r [<!ENTITY e0 "ha">{LAUGHS}]>' + RDF_XML.format("&e9;")), UnacceptableContentError, "DOCTYPE"),
    Case("rdf: 50,000 nested elements", "rdf", made.file("a.rdf", RDF_XML.format("<rdf:Description><e:p>" * 50_000)),
         InputTooLargeError, "nest deeper"),
    Case("rdf: a JSON-LD context elsewhere", "rdf", made.json_file("a.jsonld", {"@context": "http://127.0.0.1:1/c"}),
         UnacceptableContentError, "not fetched"),
    Case("rdf: deep JSON-LD", "rdf", made.file("a.jsonld", '{"http://e.example/p":' * 1_000 + "1" + "}" * 1_000),
         InputTooLargeError, "deeper than"),
    Case("rdf: statements about statements about …", "rdf",
         turtle("e:a e:p <<( e:a e:p " * 9_999), InputTooLargeError, "nested"),
    # documents to validate
    Case("validate: statements in another graph", "validate",
         made.file("a.trig", PREFIXES + "<https://w3id.org/leerweg/ns> { e:a e:p 1 }"), UnacceptableContentError,
         "named graph"),
    Case("validate: an external entity", "validate", made.file("a.rdf", "<!DOCTYPE r>" + RDF_XML.format("")),
         UnacceptableContentError, "DOCTYPE"),
    Case("validate: a JSON-LD context elsewhere", "validate",
         made.json_file("a.jsonld", {"@context": "http://127.0.0.1:1/c", "a": 1}), UnacceptableContentError, "fetched"),
    Case("validate: a class hierarchy", "validate", turtle("e:Mine rdfs:subClassOf lw:PublicBody ."),
         UnacceptableContentError, "subClassOf"),
    Case("validate: a number that fills a memory", "validate", turtle('e:a e:p "1e1000000000"^^xsd:decimal .'),
         UnacceptableContentError, "number"),
    Case("validate: not RDF at all", "validate", made.file("a.ttl", b"\xff\xd8\xff\xe0 a photo"), MalformedInputError,
         "UTF-8"),
    # queries of strangers
    Case("sparql: calls another server", "query", made.file("q.rq", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }"),
         QueryRefusedError, "SERVICE"),
    Case("sparql: loads a file", "query", made.file("q.rq", "LOAD <file:///etc/passwd>"), QueryRefusedError, "LOAD"),
    Case("sparql: deletes everything", "query", made.file("q.rq", "DELETE WHERE { ?s ?p ?o }"), QueryRefusedError,
         "DELETE"),
    Case("sparql: thousands of brackets", "query", made.file("q.rq", "SELECT * " + "{" * 3_000 + "}" * 3_000),
         QueryRefusedError, "brackets"),
    Case("sparql: everything times everything", "query",
         made.file("q.rq", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), WorkLimitError, "second"),
    Case("sparql: a slip of the pen", "query", made.file("q.rq", "SELECT ?s WHERE { ?s ?p }"), QueryRefusedError,
         "line 1"),
    # backups
    Case("backup: broke off", "restore", made.cut(made.file("all.nq.gz", gzip.compress(
        b"# Leerweg dump\n" + b"<http://e.example/a> <http://e.example/b> <http://e.example/c> .\n" * 999)), 0.5),
        MalformedInputError, "complete dump"),
    Case("backup: without its last line", "restore", made.file("all.nq",
         "# Leerweg dump\n<http://e.example/a> <http://e.example/b> <http://e.example/c> .\n"), MalformedInputError,
         "last line"),
    Case("backup: something else", "restore", made.file("all.nq", b"\x00\x01\x02 garbage"), MalformedInputError,
         "dump"),
    Case("backup: text called .gz", "restore", made.file("all.nq.gz", "garbage"), MalformedInputError, "dump"),
    Case("backup: an empty file", "restore", made.file("all.nq", ""), MalformedInputError, "empty"),
    Case("backup: a folder", "restore", made.directory("all.nq"), InputError, "directory"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_it_is_named_and_nothing_changes(case, enter, unchanged, tmp_path):
    """Whoever gave it reads what is wrong, where and what to do, within seconds; the store holds what it held."""
    paths = case.build(tmp_path)
    begun = time.monotonic()
    if case.error is None:
        answers = [f"{said.where}: {' '.join(said.reasons)}" for said in enter(case.door, paths, dry_run=case.beside)]
        assert all(answer.startswith(paths[0].name) for answer in answers)
    else:
        with pytest.raises(LeerwegError) as refused:
            enter(case.door, paths)
        error = refused.value
        assert isinstance(error, case.error), repr(error)
        assert error.message
        assert error.remedy, f"no remedy: {error}"
        assert error.where or case.door == "query", f"no place: {error}"
        assert str(tmp_path.parent) not in error.message
        answers = [str(error)]
    assert time.monotonic() - begun < SECONDS
    assert any(re.search(case.says, answer, re.DOTALL) for answer in answers), answers


def test_there_are_at_least_forty():
    """The table keeps its promise, and each line is another input."""
    assert len({case.what for case in CASES}) == len(CASES) >= 40


def test_a_file_that_vanishes_while_it_is_read(region, unchanged, tmp_path):
    """A stick pulled out between the first look and the reading is told, not half published."""
    (path,) = esco(made.skills(SKILL_ROW))(tmp_path)
    delivery = read_esco([path], region.identifiers, SilentProgress())
    path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        region.publisher.publish(delivery)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("door", ["esco", "register"])
def test_a_file_that_one_may_not_read(door, enter, unchanged, tmp_path):
    """Missing rights are told as such."""
    path = tmp_path / "companies.csv"
    path.write_text(made.COMPANIES)
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        enter(door, [path])
