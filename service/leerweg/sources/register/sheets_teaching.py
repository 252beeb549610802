"""The sheets of the register template that say what a site can teach, for whom, and with whose recognition."""

from __future__ import annotations

from leerweg.sources.register.columns import (
    ENVIRONMENT,
    ESTABLISHMENT,
    PROGRAMME,
    SYNTHETIC,
    VALIDITY,
    VALIDITY_FROM_REQUIRED,
    Column,
    Kind,
    Sheet,
)

__all__ = ["CAPACITY", "MENTORS", "OFFERS", "RECOGNITIONS", "SUSPENSIONS"]

_RECOGNITION = Column(
    "recognition",
    Kind.KEY,
    "Sleutel van de erkenning, uniek binnen de vestiging.",
    "Key of the recognition, unique within the establishment.",
    "Clé de l'agrément, unique dans l'unité d'établissement.",
    required=True,
)
_DECIDED = ("Dag van de beslissing.", "Day of the decision.", "Jour de la décision.")

OFFERS = Sheet(
    "offers",
    "Wat op een plaats geleerd kan worden, volgens de plaats zelf.",
    "What can be learnt at a place, as the place itself states it.",
    "Ce qui peut être appris dans un lieu, selon le lieu lui-même.",
    (
        ESTABLISHMENT,
        ENVIRONMENT,
        Column(
            "offer",
            Kind.KEY,
            "Sleutel van het aanbod, uniek binnen de vestiging.",
            "Key of the offer, unique within the establishment.",
            "Clé de l'offre, unique dans l'unité d'établissement.",
            required=True,
        ),
        Column(
            "competences",
            Kind.COMPETENCES,
            "Competenties die hier volledig geleerd kunnen worden, met ; ertussen.",
            "Competences that can be learnt here fully, separated by ;.",
            "Compétences pouvant être apprises ici entièrement, séparées par ;.",
        ),
        Column(
            "partly",
            Kind.COMPETENCES,
            "Competenties die hier gedeeltelijk geleerd kunnen worden.",
            "Competences that can be learnt here in part.",
            "Compétences pouvant être apprises ici en partie.",
        ),
        Column(
            "not_taught",
            Kind.COMPETENCES,
            "Competenties waarvan vaststaat dat ze hier niet geleerd kunnen worden.",
            "Competences that are known not to be taught here.",
            "Compétences dont il est établi qu'elles ne sont pas enseignées ici.",
        ),
        Column(
            "includes_narrower",
            Kind.BOOLEAN,
            "Of wat onder een genoemde competentie(groep) valt mee bedoeld is.",
            "Whether what falls under a named competence (group) is meant too.",
            "Si ce qui relève d'une compétence (ou d'un groupe) cité est compris.",
        ),
        Column(
            "context",
            Kind.TEXT,
            "Toelichting bij het aanbod (machines, producten, omgeving).",
            "Explanation of the offer (machines, products, surroundings).",
            "Précision sur l'offre (machines, produits, cadre).",
        ),
        *VALIDITY,
        Column("issued", Kind.DATE, "Dag van de opgave.", "Day of the statement.", "Jour de la déclaration."),
        SYNTHETIC,
    ),
)

RECOGNITIONS = Sheet(
    "recognitions",
    "Erkenningen: per plaats en per opleiding.",
    "Recognitions: per place and per programme.",
    "Agréments : par lieu et par formation.",
    (
        ESTABLISHMENT,
        ENVIRONMENT,
        _RECOGNITION,
        Column(
            "programme",
            Kind.PROGRAMME,
            "De opleiding waarvoor de plaats erkend is.",
            "The programme the place is recognised for.",
            "La formation pour laquelle le lieu est agréé.",
            required=True,
        ),
        Column(
            "granted_by",
            Kind.BODY,
            "De instantie die erkende (sleutel uit het blad bodies, of IRI).",
            "The body that recognised (key from the sheet bodies, or IRI).",
            "L'instance qui a agréé (clé de la feuille bodies, ou IRI).",
            required=True,
        ),
        Column("decision_date", Kind.DATE, *_DECIDED, required=True),
        Column(
            "scope",
            Kind.CODE,
            "Waarvoor de erkenning geldt; leeg: duaal.",
            "What the recognition covers; empty: dual.",
            "Portée de l'agrément ; vide : dual.",
            code_list="recognition-scope",
            default="dual",
        ),
        *VALIDITY_FROM_REQUIRED,
        Column(
            "lifted_on",
            Kind.DATE,
            "Opgeheven: vanaf deze dag niet meer van kracht.",
            "Lifted: from this day no longer in force.",
            "Retiré : n'est plus en vigueur à partir de ce jour.",
        ),
        SYNTHETIC,
    ),
)

SUSPENSIONS = Sheet(
    "suspensions",
    "Schorsingen van een erkenning.",
    "Suspensions of a recognition.",
    "Suspensions d'un agrément.",
    (ESTABLISHMENT, ENVIRONMENT, _RECOGNITION, *VALIDITY_FROM_REQUIRED, SYNTHETIC),
)

MENTORS = Sheet(
    "mentors",
    "Mentorrollen op een plaats. Geen persoonsgegevens: geen naam, geen nummer, geen geboortedatum.",
    "Mentor roles at a place. No personal data: no name, no number, no date of birth.",
    "Rôles de tuteur dans un lieu. Aucune donnée personnelle : ni nom, ni numéro, ni date de naissance.",
    (
        ESTABLISHMENT,
        ENVIRONMENT,
        Column(
            "mentor",
            Kind.PSEUDONYM,
            "Pseudoniem van de mentor, bijvoorbeeld M-0001; nooit een naam.",
            "Pseudonym of the mentor, such as M-0001; never a name.",
            "Pseudonyme du tuteur, par exemple M-0001 ; jamais un nom.",
            required=True,
        ),
        PROGRAMME,
        Column(
            "eligible",
            Kind.BOOLEAN,
            "Of de mentor volgens de instantie aan de voorwaarden voldoet.",
            "Whether the mentor meets the conditions, according to the body.",
            "Si le tuteur remplit les conditions, selon l'instance.",
            required=True,
        ),
        Column(
            "minimum_age",
            Kind.WHOLE,
            "Geattesteerde minimumleeftijd op de dag van de beslissing, in jaren (minstens zo oud).",
            "Attested minimum age on the day of the decision, in years (at least so old).",
            "Âge minimum attesté au jour de la décision, en années (au moins cet âge).",
        ),
        Column(
            "experience_years",
            Kind.WHOLE,
            "Geattesteerde praktijkervaring, in volle jaren.",
            "Attested practical experience, in full years.",
            "Expérience pratique attestée, en années entières.",
        ),
        Column(
            "prior_training",
            Kind.BOOLEAN,
            "Bewijs van relevante vooropleiding.",
            "Proof of relevant prior training.",
            "Preuve d'une formation préalable pertinente.",
        ),
        Column(
            "age_exception",
            Kind.BOOLEAN,
            "Beslissing die de leeftijd verlaagt.",
            "Decision that lowers the age.",
            "Décision abaissant l'âge.",
        ),
        Column("decision_date", Kind.DATE, *_DECIDED),
        *VALIDITY,
        SYNTHETIC,
    ),
)

CAPACITY = Sheet(
    "capacity",
    "Hoeveel leerlingen een plaats tegelijk kan opnemen.",
    "How many learners a place can take at a time.",
    "Combien d'apprenants un lieu peut accueillir en même temps.",
    (
        ESTABLISHMENT,
        ENVIRONMENT,
        PROGRAMME,
        Column("places", Kind.WHOLE, "Aantal plaatsen.", "Number of places.", "Nombre de places.", required=True),
        Column("places_taken", Kind.WHOLE, "Bezette plaatsen.", "Places taken.", "Places occupées."),
        *VALIDITY_FROM_REQUIRED,
        SYNTHETIC,
    ),
)
