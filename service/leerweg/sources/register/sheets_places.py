"""The sheets of the register template that say who and where: organisations, bodies, mandates, sites, exclusions."""

from __future__ import annotations

from leerweg.sources.register.columns import (
    ENVIRONMENT,
    ENVIRONMENTS,
    ISSUER_KINDS,
    NAMES,
    ORGANISATION_KINDS,
    SYNTHETIC,
    VALIDITY,
    VALIDITY_FROM_REQUIRED,
    Column,
    Kind,
    Sheet,
)

__all__ = ["BODIES", "COMPANIES", "EXCLUSIONS", "MANDATES", "SITES"]

COMPANIES = Sheet(
    "companies",
    "De ondernemingen, en de andere organisaties met leerplekken (scholen, openbare diensten).",
    "The companies, and the other organisations that have workplaces (schools, public services).",
    "Les entreprises, et les autres organisations ayant des lieux d'apprentissage (écoles, services publics).",
    (
        Column(
            "enterprise_number",
            Kind.ENTERPRISE,
            "Ondernemingsnummer in de KBO.",
            "Enterprise number in the Crossroads Bank for Enterprises.",
            "Numéro d'entreprise à la BCE.",
            required=True,
        ),
        *NAMES,
        Column(
            "kind",
            Kind.CHOICE,
            "Soort organisatie; leeg: onderneming.",
            "Kind of organisation; empty: company.",
            "Type d'organisation ; vide : entreprise.",
            choices=ORGANISATION_KINDS,
        ),
        Column(
            "legal_name",
            Kind.TEXT,
            "Maatschappelijke naam, als die anders is dan de naam.",
            "Legal name, if it differs from the name.",
            "Dénomination sociale, si elle diffère du nom.",
        ),
        Column(
            "activity",
            Kind.ACTIVITY,
            "Activiteiten (NACE 2.1), met ; ertussen.",
            "Activities (NACE 2.1), separated by ;.",
            "Activités (NACE 2.1), séparées par ;.",
        ),
        *VALIDITY,
        SYNTHETIC,
    ),
)

BODIES = Sheet(
    "bodies",
    "De instanties die erkennen of toezien: partnerschappen en openbare diensten.",
    "The bodies that recognise or supervise: partnerships and public services.",
    "Les instances qui agréent ou contrôlent : partenariats et services publics.",
    (
        Column(
            "body",
            Kind.KEY,
            "Sleutel van de instantie, bijvoorbeeld vpdl.",
            "Key of the body, such as vpdl.",
            "Clé de l'instance, par exemple vpdl.",
            required=True,
        ),
        *NAMES,
        Column(
            "kind",
            Kind.CHOICE,
            "Soort instantie.",
            "Kind of body.",
            "Type d'instance.",
            required=True,
            choices=ISSUER_KINDS,
        ),
        Column(
            "enterprise_number",
            Kind.ENTERPRISE,
            "Ondernemingsnummer, als de instantie er een heeft.",
            "Enterprise number, if the body has one.",
            "Numéro d'entreprise, si l'instance en a un.",
        ),
        *VALIDITY,
        SYNTHETIC,
    ),
)

MANDATES = Sheet(
    "mandates",
    "Wat een instantie mag: erkennen, toezien, voor welke sector en wanneer.",
    "What a body may do: recognise, supervise, for which sector and when.",
    "Ce qu'une instance peut faire : agréer, contrôler, pour quel secteur et quand.",
    (
        Column(
            "body",
            Kind.BODY,
            "De instantie, zoals in het blad bodies.",
            "The body, as in the sheet bodies.",
            "L'instance, comme dans la feuille bodies.",
            required=True,
        ),
        Column(
            "purpose",
            Kind.CODE,
            "Waarvoor het mandaat dient.",
            "What the mandate is for.",
            "Objet du mandat.",
            required=True,
            code_list="mandate-purpose",
        ),
        Column(
            "sector",
            Kind.ACTIVITY,
            "Sector (een NACE-code); leeg: alle sectoren.",
            "Sector (one NACE code); empty: all sectors.",
            "Secteur (un code NACE) ; vide : tous les secteurs.",
        ),
        *VALIDITY_FROM_REQUIRED,
        SYNTHETIC,
    ),
)

SITES = Sheet(
    "sites",
    "De plaatsen waar geleerd wordt: vestigingen, per leeromgeving.",
    "The places where people learn: establishments, per learning environment.",
    "Les lieux où l'on apprend : unités d'établissement, par environnement d'apprentissage.",
    (
        Column(
            "establishment_number",
            Kind.ESTABLISHMENT,
            "Vestigingsnummer in de KBO.",
            "Establishment number in the Crossroads Bank for Enterprises.",
            "Numéro d'unité d'établissement à la BCE.",
            required=True,
        ),
        Column(
            "environment",
            Kind.CHOICE,
            "Reële werkplek, gesimuleerde werkplek of werkplaats van een school.",
            "Real workplace, simulated workplace, or workshop of a school.",
            "Lieu de travail réel, lieu simulé ou atelier d'école.",
            required=True,
            choices=ENVIRONMENTS,
        ),
        Column(
            "enterprise_number",
            Kind.ENTERPRISE,
            "De organisatie, zoals in het blad companies.",
            "The organisation, as in the sheet companies.",
            "L'organisation, comme dans la feuille companies.",
            required=True,
        ),
        *NAMES,
        Column(
            "municipality",
            Kind.MUNICIPALITY,
            "Gemeente: NIS-code of naam (sinds 1 januari 2025); BE3 voor Wallonië.",
            "Municipality: NIS code or name (since 1 January 2025); BE3 for Wallonia.",
            "Commune : code INS ou nom (depuis le 1er janvier 2025) ; BE3 pour la Wallonie.",
            required=True,
        ),
        Column("latitude", Kind.DECIMAL, "Breedtegraad, WGS 84.", "Latitude, WGS 84.", "Latitude, WGS 84."),
        Column("longitude", Kind.DECIMAL, "Lengtegraad, WGS 84.", "Longitude, WGS 84.", "Longitude, WGS 84."),
        *VALIDITY,
        SYNTHETIC,
    ),
)

EXCLUSIONS = Sheet(
    "exclusions",
    "Uitsluitingen van een vestiging of een onderneming: een van beide nummers invullen.",
    "Exclusions of an establishment or a company: fill in one of both numbers.",
    "Exclusions d'une unité d'établissement ou d'une entreprise : remplir un des deux numéros.",
    (
        Column(
            "establishment_number",
            Kind.ESTABLISHMENT,
            "De uitgesloten vestiging.",
            "The excluded establishment.",
            "L'unité d'établissement exclue.",
        ),
        ENVIRONMENT,
        Column(
            "enterprise_number",
            Kind.ENTERPRISE,
            "De uitgesloten onderneming.",
            "The excluded company.",
            "L'entreprise exclue.",
        ),
        *VALIDITY_FROM_REQUIRED,
        SYNTHETIC,
    ),
)
