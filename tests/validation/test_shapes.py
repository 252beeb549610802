"""Loading shapes and profiles."""

import shutil

import pytest

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.validation.shapes import load_shapes


def test_an_unknown_profile_is_refused_with_the_known_ones():
    """Who misspells a profile learns which ones there are."""
    with pytest.raises(ConfigurationError, match="publishing"):
        load_shapes("publisching")


def test_a_profile_holds_only_the_shapes_it_names(tmp_path):
    """A gate of one rule checks one rule."""
    shutil.copytree(assets.shapes(), tmp_path / "shapes")
    profile = tmp_path / "shapes" / "profiles" / "draft.ttl"
    prefixes = "PREFIX dct: <http://purl.org/dc/terms/> PREFIX lwsh: <https://w3id.org/leerweg/shapes#>"
    profile.write_text(f"{prefixes} lwsh:draft dct:hasPart lwsh:oao-minimum-hours .", encoding="utf-8")
    collection = load_shapes("draft", tmp_path / "shapes")
    assert [shape.rule for shape in collection.shapes.values()] == ["R7"]
    assert not any("mentor" in str(triple.subject) for triple in collection.triples)


def test_a_profile_that_names_a_missing_shape_is_refused(tmp_path):
    """A rule never vanishes silently from a gate."""
    shutil.copytree(assets.shapes(), tmp_path / "shapes")
    (tmp_path / "shapes" / "mentor.ttl").unlink()
    with pytest.raises(ConfigurationError, match="mentor-minimum-age"):
        load_shapes("publishing", tmp_path / "shapes")
