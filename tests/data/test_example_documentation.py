"""The page about the example region speaks of the data as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Region

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "example-region.md"


def test_every_thing_that_the_page_names_is_there(example: Region) -> None:
    """A reader who looks up what the page names finds it."""
    text = PAGE.read_text("utf-8")
    named = re.findall(r"`(site|competence|organisation|trajectory|standard-trajectory|agreement)/([\w-]+)`", text)
    assert len(named) > 20
    assert [one for one in named if example.of(*one) not in example.by_subject] == []


def test_a_site_carries_the_name_that_the_page_gives_it(example: Region) -> None:
    """The name in bold before a site's key is the name of that site."""
    text = re.sub(r"\s+", " ", PAGE.read_text("utf-8"))
    pairs = re.findall(r"\*\*([^*]+)\*\* \(`site/(\d+)`\)", text)
    assert len(pairs) > 12
    for name, key in pairs:
        label = example.label(example.of("site", key))
        assert set(re.findall(r"\w+", name)) <= set(re.findall(r"\w+", label)), (name, label)


def test_the_figures_of_the_page_are_those_of_the_data(example: Region) -> None:
    """The counts at the end of the page hold."""
    rows = dict(re.findall(r"^\| ([a-z][^|]+) \| ([\d, ()a-z]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE))

    def count(*kinds: str) -> str:
        return ", ".join(str(len(example.instances(kind))) for kind in kinds)

    followed = example.instances("StandardTrajectory")
    files = [one for one in followed if example.values(one, "lw:derivedFrom")]
    clustered = [one for one in followed if example.values(one, "lw:hasCluster")]
    expected = {
        "companies, schools, sectoral partnerships": count("Company", "EducationProvider", "SectoralPartnership"),
        "sites: workplaces, school workshops, simulated workplaces": count(
            "RealWorkplace", "SchoolWorkshop", "SimulatedWorkplace"
        ),
        "offers, recognitions, mentor roles, places": count(
            "LearningOffer", "Recognition", "MentorRole", "PlaceCapacity"
        ),
        "trajectories, agreements": count("Trajectory", "Agreement"),
        "standard trajectories, curriculum files, with clusters": (
            f"{len(followed) - len(files)}, {len(files)}, {len(clustered)}"
        ),
    }
    assert {name: rows.get(name) for name in expected} == expected
