"""Reading RDF files written by hand."""

from __future__ import annotations

import pytest

from leerweg.model.delivery import Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.rdf import read_rdf


@pytest.fixture
def read(tmp_path):
    """Writes one document per name and reads them all; gives delivery, records, rejections, triples as text."""

    def read(**documents):
        paths = []
        for name, content in documents.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        delivery = read_rdf(paths, Identifiers("http://127.0.0.1:8000/"), SilentProgress())
        records, rejections = {}, {}
        for record in delivery.records:
            (rejections if isinstance(record, Rejection) else records)[record.key] = record
        triples = sorted(str(triple) for record in records.values() for triple in record.triples)
        return delivery, records, rejections, triples

    return read
