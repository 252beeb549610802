"""The example that is shipped keeps the rules it illustrates."""

from leerweg import assets
from leerweg.validation.parsing import parse_document
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes


def test_the_shipped_example_conforms():
    """Whoever starts from the example starts from something sound."""
    base = "http://127.0.0.1:8000/"
    files = assets.turtle_files(assets.data() / "example")
    documents = [parse_document(file.read_bytes(), name=file.name, base=base) for file in files]
    report = validate_graph([triple for document in documents for triple in document.triples], (), load_shapes())
    assert [(finding.rule, finding.focus) for finding in report.findings] == []
