"""Documents are held against the shapes here: the only room that knows a SHACL engine, rdflib or a reasoner."""

from leerweg.validation.comparison import compare
from leerweg.validation.neighbourhood import Alternatives, Neighbourhood
from leerweg.validation.parsing import Document, Limits
from leerweg.validation.report import Finding, Report
from leerweg.validation.validator import WORKER_MODULES, Validator

__all__ = [
    "WORKER_MODULES",
    "Alternatives",
    "Document",
    "Finding",
    "Limits",
    "Neighbourhood",
    "Report",
    "Validator",
    "compare",
]
