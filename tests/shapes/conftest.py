"""The cases beside this file: one Turtle file each, in the form of the W3C SHACL test suite."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from leerweg.namespaces import SH
from leerweg.validation.report import Report
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import Shape, load_shapes

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.ttl"))

# A dossier that is complete, one that runs, and what may be published, are more than what the other cases hold.
STAGES = {"dossier": "ready-to-sign", "privacy": "publishing", "publication": "publishing", "progress": "running"}
_MEMBERS = ("sourceShape", "focusNode", "resultPath", "value", "resultSeverity", "sourceConstraintComponent")
_MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_REPORT = ox.NamedNode(SH + "ValidationReport")


@dataclass(frozen=True)
class Verdict:
    """What a validation report says: sh:conforms, and its results as sorted rows of terms."""

    conforms: str
    results: list[tuple[str, ...]]


class Case:
    """One file: the rule in its name, the triples of its data, and the report that is expected of them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rule, self.kind = file.stem.split("-")[:2]
        self.triples = [quad.triple for quad in ox.parse(path=str(file), base_iri="http://example.org/case")]
        self.expected = verdict(self.triples)

    def run(self) -> Report:
        """The report of holding the data against all shapes of its stage, with nothing around it."""
        shapes = load_shapes(STAGES.get(self.file.parent.name, "draft"))
        return validate_graph(self.triples, (), shapes, name=self.file.name)


def verdict(triples: list[ox.Triple]) -> Verdict:
    """The one validation report among these triples."""

    def value(subject: object, name: str) -> str:
        found = [str(t.object) for t in triples if t.subject == subject and t.predicate.value == SH + name]
        return " ".join(sorted(found))

    report = next(t.subject for t in triples if t.object == _REPORT)
    results = [t.object for t in triples if t.subject == report and t.predicate.value == SH + "result"]
    return Verdict(
        value(report, "conforms"), sorted(tuple(value(result, name) for name in _MEMBERS) for result in results)
    )


def given(report: Report) -> Verdict:
    """What the report graph of our own report says."""
    return verdict([quad.triple for quad in ox.parse(report.graph, ox.RdfFormat.N_TRIPLES)])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test with a `case` runs once for each file."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", [pytest.param(Case(file), id=f"{file.parent.name}/{file.stem}") for file in FILES])


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return [Case(file) for file in FILES]


@pytest.fixture(scope="session")
def shapes() -> dict[str, Shape]:
    """Every rule of every stage, by IRI."""
    return {iri: shape for stage in STAGES.values() for iri, shape in load_shapes(stage).shapes.items()}


@pytest.fixture(scope="session")
def read_report():
    return given
