"""The ontology held against itself: its quality queries and a reasoner."""

from leerweg.validation.ontology.check import FindingKind, OntologyFinding, OntologyReport, check_ontology

__all__ = ["FindingKind", "OntologyFinding", "OntologyReport", "check_ontology"]
