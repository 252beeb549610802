"""A small trajectory with its agreement, as a publisher would send it, and the graph it lands in."""

import pytest

PREFIXES = """\
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix ex:   <http://example.org/id/> .
@prefix lw:   <https://w3id.org/leerweg/ns#> .
@prefix muni: <https://w3id.org/leerweg/scheme/municipality/> .
@prefix org:  <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
"""

DOCUMENT = f"""{PREFIXES}
ex:T1 a lw:Trajectory ; skos:prefLabel "Traject fietshersteller"@nl , "Bicycle repairer trajectory"@en ;
    lw:ofProgramme ex:S-97 ; lw:aimsAt ex:BK-0117-2 ;
    lw:startDate "2026-09-01"^^xsd:date ; lw:endDate "2028-06-30"^^xsd:date ;
    lw:hasComponent ex:W1 .

ex:W1 a lw:WorkExperienceComponent ; lw:hasAllocation ex:W1-C1 ; lw:hasActivity ex:L1 .
ex:W1-C1 a lw:CompetenceAllocation ; lw:allocatesCompetence ex:C1 ; lw:takesPlaceAt ex:spaak .
ex:L1 a lw:LearningActivity ; lw:targetsCompetence ex:C1 ; lw:takesPlaceAt ex:spaak .

ex:A1 a lw:Agreement ; lw:underTrajectory ex:T1 ; lw:withSite ex:spaak ; lw:signedOn "2026-08-25"^^xsd:date ;
    lw:agreementType <https://w3id.org/leerweg/scheme/agreement-type/OAO> ; lw:realWorkplaceHours 24.0 .
"""

GRAPH = f"""{PREFIXES}
ex:BK-0117-2 a lw:Qualification , lw:ProfessionalQualification ; skos:prefLabel "Fietshersteller"@nl ;
    lw:vksLevel 3 ; lw:hasCompetence ex:C1 ; lw:validFrom "2016-09-01"^^xsd:date ;
    lw:status <https://w3id.org/leerweg/scheme/qualification-status/recognised> .
ex:C1 a lw:Competence ;
    skos:prefLabel "Herstelt een lekke band"@nl , "Mends a flat tyre"@en , "Répare une crevaison"@fr .
ex:S-97 a lw:Programme ; skos:prefLabel "Fietshersteller duaal"@nl .
ex:gold a lw:Company .
ex:spaak a lw:Site , lw:RealWorkplace ; skos:prefLabel "Fietsatelier De Spaak"@nl ; org:siteOf ex:gold ;
    lw:municipality muni:44021 .
ex:R1 a lw:Recognition ; lw:recognises ex:spaak ; lw:forProgramme ex:S-97 ; lw:grantedBy ex:partnership ;
    lw:decisionDate "2024-06-17"^^xsd:date ; lw:validFrom "2024-09-01"^^xsd:date ;
    lw:validUntil "2029-08-31"^^xsd:date .
ex:O1 a lw:LearningOffer ; lw:offeredAt ex:spaak ; lw:offersCompetence ex:C1 .
ex:young a lw:MentorRole ; lw:mentorAt ex:spaak ; lw:isEligible true ; lw:attestedMinimumAge 19 .
ex:faraway a lw:Recognition ; lw:recognises ex:elsewhere .
"""


@pytest.fixture
def document() -> str:
    return DOCUMENT


@pytest.fixture
def graph() -> str:
    return GRAPH


@pytest.fixture
def prefixes() -> str:
    return PREFIXES
