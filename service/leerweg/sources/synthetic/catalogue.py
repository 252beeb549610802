"""What the generator of synthetic registers must know of the graph: programmes, what they take, and who recognises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

__all__ = ["SECTORS", "CatalogueBody", "CatalogueProgramme", "RegisterCatalogue", "Sector", "sectors_of"]


@dataclass(frozen=True, slots=True)
class Sector:
    """A NACE 2.1 division, its names for invented companies, and how often it occurs (any unit)."""

    code: str
    nl: str
    en: str
    fr: str
    weight: float


SECTORS: tuple[Sector, ...] = (
    Sector("01", "land- en tuinbouw", "agriculture", "agriculture", 4),
    Sector("10", "voeding", "food", "alimentation", 4),
    Sector("13", "textiel", "textiles", "textile", 1),
    Sector("16", "hout", "wood", "bois", 2),
    Sector("18", "drukwerk", "printing", "imprimerie", 1),
    Sector("20", "chemie", "chemicals", "chimie", 1),
    Sector("25", "metaal", "metal", "métal", 5),
    Sector("33", "installatie en onderhoud", "installation and maintenance", "installation et entretien", 4),
    Sector("43", "bouw", "construction", "construction", 14),
    Sector("46", "groothandel", "wholesale", "commerce de gros", 5),
    Sector("47", "winkel", "retail", "commerce de détail", 14),
    Sector("49", "transport", "transport", "transport", 3),
    Sector("52", "logistiek", "logistics", "logistique", 3),
    Sector("56", "horeca", "food service", "restauration", 12),
    Sector("62", "informatica", "information technology", "informatique", 3),
    Sector("82", "kantoor", "office services", "services de bureau", 4),
    Sector("87", "zorg", "care", "soins", 8),
    Sector("88", "kinderopvang en welzijn", "child care and welfare", "accueil d'enfants et bien-être", 6),
    Sector("93", "sport en vrije tijd", "sports and leisure", "sport et loisirs", 2),
    Sector("95", "herstelling", "repair", "réparation", 7),
    Sector("96", "haar- en lichaamsverzorging", "hair and beauty", "coiffure et soins du corps", 6),
)

# Which sectors work in a field of education (ISCED-F 2013, longest prefix counts): a hint for invention, no statement.
_SECTORS_OF_FIELD = {
    "02": ("18",),
    "03": ("82",),
    "04": ("82",),
    "0416": ("47", "46"),
    "06": ("62",),
    "07": ("25", "33"),
    "0711": ("20",),
    "0713": ("43", "33"),
    "0714": ("33", "62"),
    "0715": ("25", "33"),
    "0716": ("95",),
    "0721": ("10", "56"),
    "0722": ("16", "43"),
    "0723": ("13",),
    "073": ("43",),
    "08": ("01",),
    "09": ("87",),
    "0922": ("88",),
    "0923": ("88",),
    "1012": ("96",),
    "1013": ("56",),
    "1014": ("93",),
    "1015": ("93",),
    "104": ("49", "52"),
}


@dataclass(frozen=True, slots=True)
class CatalogueProgramme:
    """A programme: its IRI, the IRIs of the competences it leads to (through its qualifications), and hints.

    `fields` are ISCED-F codes of its qualifications (`0715`), `sectors` NACE divisions (`25`); both may be empty.
    """

    iri: str
    competences: tuple[str, ...]
    fields: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueBody:
    """A body with a mandate to recognise: its IRI, and the NACE divisions of its mandate (none: every sector)."""

    iri: str
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterCatalogue:
    """The loaded qualifications as the generator needs them.

    `groups` are IRIs of competence groups (ESCO skill groups) for offers that include what is narrower; without
    `bodies` the generator invents bodies and their mandates too.
    """

    programmes: tuple[CatalogueProgramme, ...]
    groups: tuple[str, ...] = ()
    bodies: tuple[CatalogueBody, ...] = ()

    def texts(self) -> Iterator[str]:
        """Everything that makes up the catalogue, in order, for a fingerprint."""
        for programme in self.programmes:
            yield from (programme.iri, *programme.competences, "", *programme.fields, "", *programme.sectors)
        yield from ("", *self.groups, "")
        for body in self.bodies:
            yield from (body.iri, *body.sectors)


def sectors_of(programme: CatalogueProgramme) -> tuple[str, ...]:
    """The sectors whose companies may teach this programme: as hinted, by its field, or else one by its IRI."""
    known = {sector.code for sector in SECTORS}
    if hinted := tuple(code[:2] for code in programme.sectors if code[:2] in known):
        return hinted
    for field in programme.fields:
        for length in (4, 3, 2):
            if found := _SECTORS_OF_FIELD.get(field[:length]):
                return found
    return (SECTORS[crc32(programme.iri.encode()) % len(SECTORS)].code,)
