"""The shipped ontology as its readers meet it: one ontology, every term explained, the agreed names all there."""

import re

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from leerweg import assets

LW = rdflib.Namespace("https://w3id.org/leerweg/ns#")
CLASSES = set(
    """
    Act Advice AdvisoryBody Agreement AgreementGap Application AttainmentTarget Award AwarenessAction Certificate
    CertificateMoment ClassCouncil ClassCouncilAdvice ClassCouncilDecision Company Competence CompetenceAllocation
    CompetenceCluster CompetenceGroup EducationProvider EducationalQualification Evaluation EvaluationPlan Exclusion
    FollowUpMoment GeneralEducationComponent Guidance Handover IndicatorObservation IndicatorSet KnowledgeElement
    LearnerProfile LearningActivity LearningEnvironment LearningOffer Mandate Membership MentorBar MentorRole
    OccupationGroup Organisation Outcome Parameter PartialQualification Partnership PlaceCapacity PlaceDemand
    PreparatoryComponent ProfessionalQualification Programme ProgrammeVersion PublicBody Publication Qualification
    QualificationSeries QualityAction RealWorkplace RecognisingBody Recognition RecognitionRefusal RegimePeriod
    Responsibility Rule SchoolWorkshop SectoralPartnership Signature SimulatedWorkplace Site SkillElement
    StandardTrajectory StandardTrajectoryDrafting Succession SupervisingBody SupervisionVisit Suspension Trajectory
    TrajectoryComponent VocationalTrainingComponent Waiver WorkComponentRecord WorkExperienceComponent
    WorkplaceAllocation WorkplacePeriod
    """.split()  # noqa: SIM905 - a list of words is read as words
)
DECLARED = re.compile(r"^<https://w3id.org/leerweg/scheme/([\w-]+)> a skos:ConceptScheme", re.MULTILINE)
CODES = {
    "agreement-type": {"OAO", "SOAO", "DA"},
    "concept-note": {f"N{row}" for row in range(1, 30)},
    "context-rule": {"EXACT", "MINSTENS"},
    "coverage-basis": {"stated", "recognised", "available"},
    "publication-status": {"current", "superseded"},
    "regime": {"standaardtraject", "curriculumdossier"},
    "application-outcome": {"pending", "accepted", "declined-by-company", "declined-by-learner", "withdrawn"},
    "agreement-party": {"learner", "legal-representative", "company", "provider"},
    "activity-purpose": {"general", "vocational"},
    "flexible-entry": {"VIA_ALLE_BEWIJZEN", "VIA_1_VAN_DE_BEWIJZEN"},
    "outcome-level": {"onderwijskwalificatie", "beroepskwalificatie", "deelkwalificatie", "bewijs-van-competenties"},
    "pay-kind": {"training-allowance", "none", "wage"},
    "readiness": {"arbeidsrijp", "bijna-arbeidsrijp", "arbeidsbereid", "niet-arbeidsbereid"},
    "recognition-scope": {"dual", "internship", "preparation", "observation", "adult-education", "apprenticeship"},
    "route": {"duaal", "leertijd", "aanloopfase", "brugproject", "onderwijs-zorgtraject", "voltijds"},
}


@pytest.fixture(scope="module")
def graph():
    """The whole shipped ontology, read by a second RDF library."""
    read = rdflib.Graph()
    for file in assets.turtle_files(assets.ontology()):
        read.parse(file)
    return read


@pytest.fixture(scope="module")
def terms(graph):
    """Every class and property of our namespace."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(str(LW))})


def test_exactly_one_ontology(graph):
    """All files together are one ontology, ours."""
    assert [rdflib.URIRef("https://w3id.org/leerweg/ns")] == list(graph.subjects(RDF.type, OWL.Ontology))


def test_agreed_classes_are_there(terms):
    """Data and ontology use the same names: no class more, none fewer."""
    classes = {str(term).removeprefix(str(LW)) for term in terms if term.rpartition("#")[2][0].isupper()}

    assert classes == CLASSES


def test_every_term_is_labelled_and_defined(graph, terms):
    """Each term has one label in each of three languages and one definition in Dutch and in English."""
    for term in terms:
        labels = sorted(label.language for label in graph.objects(term, RDFS.label))
        definitions = sorted(text.language for text in graph.objects(term, SKOS.definition))

        assert (labels, definitions) == (["en", "fr", "nl"], ["en", "nl"]), term


def test_names_follow_the_kind(graph, terms):
    """Classes begin with a capital, properties do not, and no name holds anything but letters."""
    for term in terms:
        name = term.rpartition("#")[2]

        assert re.fullmatch(r"[A-Za-z]+", name)
        assert name[0].isupper() == ((term, RDF.type, OWL.Class) in graph), term


@pytest.mark.parametrize(("code_list", "codes"), CODES.items())
def test_code_lists_hold_the_agreed_codes(graph, code_list, codes):
    """The codes that data, shapes and questions rely on are in their lists."""
    scheme = rdflib.URIRef(f"https://w3id.org/leerweg/scheme/{code_list}")
    concepts = {concept.rpartition("/")[2] for concept in graph.subjects(SKOS.inScheme, scheme)}

    assert codes == concepts
    for concept in graph.subjects(SKOS.inScheme, scheme):
        assert concept.startswith(f"{scheme}/")


def test_one_file_for_each_code_list():
    """Whoever looks for a code list finds it in the file of that name."""
    for file in (assets.ontology() / "schemes").glob("*.ttl"):
        declared = DECLARED.findall(file.read_text(encoding="utf-8"))

        assert [file.stem] == declared
