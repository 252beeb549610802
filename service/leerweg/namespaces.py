"""IRIs by name: the project's own namespaces, the foreign ones, and the identifiers of data.

The prefixes themselves belong to `ontology/prefixes.ttl`; a test holds this module against that file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from leerweg.errors import ConfigurationError

LW = "https://w3id.org/leerweg/ns#"
LWSH = "https://w3id.org/leerweg/shapes#"
SCHEME = "https://w3id.org/leerweg/scheme/"
MUNICIPALITY = "https://w3id.org/leerweg/scheme/municipality/"

DCT = "http://purl.org/dc/terms/"
EQF = "http://data.europa.eu/snb/eqf/"
ESCO = "http://data.europa.eu/esco/model#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
ISCED = "http://data.europa.eu/esco/isced-f/"
NACE = "http://data.europa.eu/ux2/nace2.1/"
NUTS = "http://data.europa.eu/nuts/code/"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ROV = "http://www.w3.org/ns/regorg#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_TYPE = NamedNode(RDF + "type")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
NOTATION = NamedNode(SKOS + "notation")

_TYPE = re.compile(r"[a-z]+(-[a-z]+)*")

__all__ = [
    "ALT_LABEL",
    "DCT",
    "EQF",
    "ESCO",
    "GEO",
    "ISCED",
    "LW",
    "LWSH",
    "MUNICIPALITY",
    "NACE",
    "NOTATION",
    "NUTS",
    "ORG",
    "OWL",
    "PREF_LABEL",
    "PROV",
    "RDF",
    "RDFS",
    "RDF_TYPE",
    "ROV",
    "SCHEME",
    "SH",
    "SKOS",
    "XSD",
    "Identifiers",
    "lw",
    "scheme",
]


def lw(name: str) -> NamedNode:
    """The term `name` of our ontology, e.g. `lw("hasCompetence")`."""
    return NamedNode(LW + name)


def scheme(code_list: str, code: str) -> NamedNode:
    """The concept `code` of one of our code lists, e.g. `scheme("agreement-type", "OAO")`."""
    return NamedNode(f"{SCHEME}{code_list}/{quote(code, safe='')}")


@dataclass(frozen=True)
class Identifiers:
    """Data IRIs below one base: `<base>id/<type>/<key>`, and the documents that describe them.

    `base` ends in a slash. Raises ConfigurationError for a base that is no http(s) IRI with a trailing slash.
    """

    base: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`?#]+/", self.base):
            raise ConfigurationError(
                f"The base IRI '{self.base}' cannot be used.",
                where="setting base",
                remedy="Give an http or https address that ends in '/', such as https://data.example.org/.",
            )

    def of(self, kind: str, key: str) -> NamedNode:
        """The IRI of the thing of type `kind` with this key; the key is percent-encoded, slashes included."""
        if not _TYPE.fullmatch(kind) or not key:
            raise ValueError(f"no identifier for type {kind!r} and key {key!r}")
        return NamedNode(f"{self.base}id/{kind}/{quote(key, safe='')}")

    def owns(self, iri: str) -> bool:
        """Whether this IRI is a data IRI of ours."""
        return iri.startswith(self.base + "id/")

    def document_of(self, iri: str) -> str:
        """The address of the document that describes one of our data IRIs (`/id/…` → `/doc/…`)."""
        return iri.replace(self.base + "id/", self.base + "doc/", 1)
