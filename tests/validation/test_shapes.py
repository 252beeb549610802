"""Loading shapes and profiles."""

import shutil

import pytest

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.validation.shapes import load_shapes


def lwsh_file(topic: str) -> str:
    """The IRI of a file of shapes."""
    return f"https://w3id.org/leerweg/shapes/{topic}"


def test_an_unknown_profile_is_refused_with_the_known_ones():
    """Who misspells a profile learns which ones there are."""
    with pytest.raises(ConfigurationError, match="publishing"):
        load_shapes("publisching")


def test_a_profile_holds_only_the_shapes_it_imports(tmp_path):
    """A gate of one file of rules checks those rules, and what a profile imports of another comes with it."""
    shutil.copytree(assets.shapes(), tmp_path / "shapes")
    profile = tmp_path / "shapes" / "profiles" / "draft.ttl"
    prefixes = "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX lwsh: <https://w3id.org/leerweg/shapes#>"
    profile.write_text(f"{prefixes} lwsh:draft owl:imports <{lwsh_file('mentor')}> .", encoding="utf-8")
    for name in ("draft", "publishing"):
        collection = load_shapes(name, tmp_path / "shapes")
        assert "R18" in {shape.rule for shape in collection.shapes.values()}
        assert not any("agreement" in str(triple.subject) for triple in collection.triples)


def test_a_profile_that_imports_missing_shapes_is_refused(tmp_path):
    """A rule never vanishes silently from a gate."""
    shutil.copytree(assets.shapes(), tmp_path / "shapes")
    (tmp_path / "shapes" / "mentor.ttl").unlink()
    with pytest.raises(ConfigurationError, match="mentor"):
        load_shapes("publishing", tmp_path / "shapes")
