"""The forms of a report, by name: what each is called on the wire and in a folder, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import RdfFormat

from leerweg.validation.report import Report
from leerweg.validation.reports.checklist import write_csv, write_xlsx
from leerweg.validation.reports.json_form import write_json
from leerweg.validation.reports.junit import write_junit
from leerweg.validation.reports.page import write_page
from leerweg.validation.reports.sarif import write_sarif
from leerweg.validation.reports.text import write_text
from leerweg.validation.shacl_report import serialise_reports

__all__ = ["FORMS", "Form", "form_of", "write_reports"]

Write = Callable[[Sequence[Report], str], bytes]


@dataclass(frozen=True)
class Form:
    """One form: its short name, media type, the ending of a file with it, and what writes reports in a language."""

    name: str
    media_type: str
    ending: str
    write: Write


def _shacl(rdf_format: RdfFormat) -> Write:
    def write(reports: Sequence[Report], _language: str) -> bytes:
        return serialise_reports(reports, rdf_format)

    return write


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("json", "application/json", ".json", write_json),
        Form("turtle", "text/turtle", ".ttl", _shacl(RdfFormat.TURTLE)),
        Form("jsonld", "application/ld+json", ".jsonld", _shacl(RdfFormat.JSON_LD)),
        Form("ntriples", "application/n-triples", ".nt", _shacl(RdfFormat.N_TRIPLES)),
        Form("rdfxml", "application/rdf+xml", ".rdf", _shacl(RdfFormat.RDF_XML)),
        Form("text", "text/plain", ".txt", write_text),
        Form("html", "text/html", ".html", write_page),
        Form("csv", "text/csv", ".csv", write_csv),
        Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", write_xlsx),
        Form("sarif", "application/sarif+json", ".sarif", write_sarif),
        Form("junit", "application/junit+xml", ".xml", write_junit),
    )
}
"""Every form by its short name, the one that programs get unasked first."""


def form_of(media_type: str) -> Form:
    """The form of this media type; raises KeyError when there is none."""
    return {form.media_type: form for form in FORMS.values()}[media_type]


def write_reports(reports: Sequence[Report], form: str, language: str) -> bytes:
    """The reports in the form of this short name, in `nl`, `fr` or `en`; raises KeyError for an unknown form."""
    return FORMS[form].write(reports, language)
