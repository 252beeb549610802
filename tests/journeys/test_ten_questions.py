"""The whole journey on real data: three imports by command, then ten questions that three faces answer alike."""

from __future__ import annotations

import json

import pytest
from tests.journeys.faces import Question, disagreements, faces_of, run

WORKPLACES = 20_000
ESCO = ("esco-v1.1.1-classification-en-csv.zip", "esco-v1.1.1-relations-csv.zip", "esco-v1.2.1-nl-csv.zip")
VKS = ("BK-0117-2.full.json", "bk.json", "programmes-sample.json", "trajectories.json")
IN_LIMBURG = Question("workplaces", "bkc0014563", region="Limburg")
QUESTIONS = [
    Question("workplaces", "bkc0014563", basis="stated"),
    IN_LIMBURG,
    Question("workplaces", "bkc0014563", basis="available"),
    Question("workplaces", "Voert een volledig onderhoud van een fiets en aanverwanten uit", region="Gent"),
    Question("workplaces", "operating painting or coating machinery", basis="stated", lang="en"),
    Question("coverage", "BK-0117-2", region="BE22"),
    Question("coverage", "Elektrotechnieken duaal", basis="available"),
    Question("gaps", "BK-0356-2", region="Hasselt", basis="available"),
    Question("gaps", "BK-0139-4", lang="fr"),
]


# One test and not ten: tests of one module may be dealt to several workers, and each would import everything anew.
@pytest.mark.timeout(900)
def test_three_faces_give_the_same_ten_answers(shared_data, tmp_path):
    """ESCO in two versions, Flemish qualifications and 20,000 workplaces: CLI, HTTP and SPARQL answer the same."""
    store = tmp_path / "store"
    esco = _import(store, "import", "esco", *(str(shared_data / "esco" / name) for name in ESCO))
    vks = _import(store, "import", "vks", *(str(shared_data / "vks" / name) for name in VKS))
    register = _import(store, "generate", "register", "--workplaces", str(WORKPLACES), "--seed", "1")
    assert esco["summary"]["skill"] > 13_000
    assert vks["counts"]["rejected"] == register["counts"]["rejected"] == 0

    with faces_of(store) as faces:
        somewhere = faces.command(IN_LIMBURG)["items"][0]["site"]["iri"]
        questions = [*QUESTIONS, Question("competences", somewhere)]
        found = [each for question in questions for each in disagreements(faces, question)]
    assert len(questions) == 10
    assert found == []


def _import(store, *arguments):
    return json.loads(run(store, *arguments, "--format", "json"))
