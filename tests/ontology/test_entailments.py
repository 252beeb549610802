"""What HermiT concludes from the axioms: each conclusion is proved by asking for its contrary, which cannot be."""

import pytest
from pyoxigraph import RdfFormat, parse

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology
from leerweg.validation.ontology.reasoner import Verdict, reason

LW = "https://w3id.org/leerweg/ns#"
WORLD = """
@prefix lw:  <https://w3id.org/leerweg/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix x:   <http://example.org/> .

x:mandate a lw:Mandate ; lw:mandateOf x:partnership ;
    lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/recognition> .
x:membership a lw:Membership ; lw:membershipOf x:partnership ; lw:member x:fund .
x:trajectory a lw:Trajectory ; lw:hasResponsibility x:responsibility ; lw:hasComponent x:work ;
    lw:followsStandardTrajectory x:standard .
x:responsibility a lw:Responsibility ; lw:borneBy x:school .
x:work a lw:WorkExperienceComponent ; lw:hasAllocation x:allocation .
x:allocation a lw:CompetenceAllocation ; lw:allocatesCompetence x:brakes ; lw:takesPlaceAt x:shop .
x:shop a lw:RealWorkplace .
x:visit a lw:SupervisionVisit .
x:recognition a lw:Recognition ; lw:grantedBy x:partnership .
"""
PURPOSE = "<https://w3id.org/leerweg/scheme/mandate-purpose/{}>"
ENTAILED = {
    "MandateMakesRecogniser": ("x:partnership", "lw:RecognisingBody"),
    "MandateAllows": ("x:partnership", "lw:mayPerform", PURPOSE.format("recognition")),
    "MembershipMakesMember": ("x:fund", "org:memberOf", "x:partnership"),
    "MemberHasVoice": ("x:fund", "lw:hasVoiceIn", PURPOSE.format("recognition")),
    "ResponsibilityMakesProvider": ("x:trajectory", "lw:responsibleProvider", "x:school"),
    "ResponsibleSchoolIsProvider": ("x:school", "lw:EducationProvider"),
    "AllocationCovers": ("x:trajectory", "lw:coversCompetence", "x:brakes"),
    "AllocationLearnsAt": ("x:trajectory", "lw:learnsAt", "x:shop"),
    "RealWorkplaceMakesWorkplaceAllocation": ("x:allocation", "lw:WorkplaceAllocation"),
    "FollowingIsDeriving": ("x:trajectory", "lw:derivedFrom", "x:standard"),
    "VisitIsSupervision": ("x:visit", "lw:actPurpose", PURPOSE.format("supervision")),
    "GrantingIsPerforming": ("x:recognition", "lw:performedBy", "x:partnership"),
}
NOT_ENTAILED = {
    "MemberIsNoRecogniser": ("x:fund", "lw:RecognisingBody"),
    "RecogniserIsNoSupervisor": ("x:partnership", "lw:SupervisingBody"),
}


def contrary(name, subject, *conclusion):
    """A class that only `subject` may be in, and only if the conclusion does not hold: empty if it follows."""
    kind = (
        conclusion[0]
        if len(conclusion) == 1
        else f"[ a owl:Restriction ; owl:onProperty {conclusion[0]} ; owl:hasValue {conclusion[1]} ]"
    )
    return (
        f"lw:{name} a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( "
        f"[ a owl:Class ; owl:oneOf ( {subject} ) ] [ a owl:Class ; owl:complementOf {kind} ] ) ] .\n"
    )


def verdict_on(turtle):
    """What the reasoner says of the ontology with some Turtle beside it."""
    graph = read_ontology(assets.ontology())
    graph.store.extend(list(parse(turtle.encode(), format=RdfFormat.TURTLE, rename_blank_nodes=True)))
    return reason(graph.ntriples(), seconds=240)


def test_roles_mandates_and_allocations_follow(java):
    """Mandates, memberships, responsibilities and allocations have the consequences that the docs promise."""
    asked = {**ENTAILED, **NOT_ENTAILED}

    verdict = verdict_on(WORLD + "".join(contrary(name, *facts) for name, facts in asked.items()))

    assert verdict.consistent
    assert {name.removeprefix(LW) for name in verdict.unsatisfiable} == set(ENTAILED)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param("x:shop a lw:SchoolWorkshop .", id="a school workshop is no real workplace"),
        pytest.param(
            "x:component a lw:WorkExperienceComponent ; lw:hasAllocation [ lw:takesPlaceAt [ a lw:SchoolWorkshop ] ] .",
            id="work experience is not learned in a school workshop",
        ),
    ],
)
def test_workshop_never_counts_as_workplace(java, facts):
    """Data that take a school workshop for a workplace contradict the ontology."""
    assert verdict_on(WORLD + facts) == Verdict(consistent=False, unsatisfiable=())
