"""The example region: whoever asks, by whichever face, gets the same answer."""

from __future__ import annotations

from tests.journeys.faces import Question, disagreements, faces_of

from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.settings import Settings

QUESTIONS = [
    Question("workplaces", "bkc0014563", region="Limburg", basis="stated"),
    Question("workplaces", "bkc0014563", basis="recognised", lang="en"),
    Question("workplaces", "bkc0014563", basis="available", lang="fr"),
    Question("competences", "8998010307"),
    Question("coverage", "BK-0117-2", region="BE22", basis="available"),
    Question("coverage", "Elektrotechnieken duaal"),
    Question("gaps", "S-93", region="Limburg"),
]


def test_three_faces_agree_on_the_example(tmp_path):
    """Command line, HTTP and SPARQL give the same workplaces, proofs and numbers."""
    service = assemble(Settings(store=str(tmp_path / "store")))
    load_ontology(service)
    load_example(service)
    service.labels.refresh()
    service.store.close()
    with faces_of(tmp_path / "store") as faces:
        found = [each for question in QUESTIONS for each in disagreements(faces, question)]
    assert found == []
