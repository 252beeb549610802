"""The outcome of a validation: a verdict and its findings, as plain strings that can become JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pyoxigraph import RdfFormat, parse, serialize

from leerweg.namespaces import DCT, LW, LWSH, SH, XSD

__all__ = ["Finding", "Report", "serialise_report"]

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """One thing that breaks one rule.

    Texts are per language (`nl`, `fr`, `en`). `rule` is the short name of the rule (`R7`, `N3`), `severity` is
    `Violation` (blocks), `Warning` (asks) or `Info` (advises). `focus` is the IRI of the thing that breaks the rule
    (`_:…` when it has none), `path` the property and `value` the value concerned, empty when there is none;
    `sources` are the IRIs of the law or note behind the rule, `engine_text` is what a SHACL engine reports, and
    `where` the place in the document (`file, line n`), as far as it is known.
    """

    shape: str
    rule: str
    severity: str
    group_name: Texts
    shape_name: Texts
    focus: str
    focus_label: Texts
    path: str
    path_label: Texts
    value: str
    value_label: Texts
    message: Texts
    how_to_comply: Texts
    sources: tuple[str, ...]
    engine_text: str
    where: str


@dataclass(frozen=True)
class Report:
    """A verdict on one document.

    `conforms` says that no finding is a Violation. `findings` come in the order of the shapes, then of the focus;
    `omitted` counts the ones that were left out of a very long report. `graph` is the SHACL report as N-Triples:
    there sh:conforms follows the letter of SHACL, which is false as soon as there is any result, a warning included.
    """

    name: str
    profile: str
    conforms: bool
    findings: tuple[Finding, ...]
    omitted: int = 0
    graph: str = field(default="", repr=False)

    def count(self, severity: str) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """The report as an object that `json.dumps` takes; the SHACL report itself is left out."""
        content = asdict(self)
        del content["graph"]
        return content


_PREFIXES = {"dct": DCT, "lw": LW, "lwsh": LWSH, "sh": SH, "xsd": XSD}


def serialise_report(report: Report, rdf_format: RdfFormat) -> bytes:
    """The SHACL report (sh:ValidationReport) in an RDF format: Turtle, N-Triples, JSON-LD, RDF/XML."""
    triples = (quad.triple for quad in parse(report.graph, RdfFormat.N_TRIPLES))
    return serialize(triples, format=rdf_format, prefixes=_PREFIXES) or b""
