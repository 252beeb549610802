"""Every quality rule of the ontology finds what it is meant to find, and only that."""

import re
import shutil
from pathlib import Path

import pytest

from leerweg import assets
from leerweg.validation.ontology.check import quality_rules
from leerweg.validation.ontology.graph import read_ontology

CASES = Path(__file__).parent / "quality"
RULES = quality_rules(assets.ontology())


def name_of(rule):
    return rule.file.stem.removesuffix("_violation")


def test_every_rule_has_a_case_and_every_case_a_rule():
    """No rule goes unproved and no case lies about unused."""
    assert {name_of(rule) for rule in RULES} == {case.stem for case in CASES.glob("*.ttl")}
    assert {rule.file for rule in RULES} == set((assets.ontology() / "quality").iterdir())


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_rule_finds_exactly_the_fault_of_its_case(rule, tmp_path):
    """The rule returns the subjects that the case expects, no more and no fewer."""
    case = CASES / f"{name_of(rule)}.ttl"
    shutil.copy(case, tmp_path)
    shutil.copy(assets.ontology() / "prefixes.ttl", tmp_path)
    graph = read_ontology(tmp_path)
    expected = set(re.findall(r"^# expect: (\S+)$", case.read_text(encoding="utf-8"), re.MULTILINE))

    found = {row["subject"] for row in graph.ask(rule)}

    assert graph.unreadable == []
    assert expected == found != set()


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_rule_is_ordered_and_names_its_subject(rule):
    """Findings come in a fixed order and with the two columns the check reads."""
    assert "ORDER BY ?subject" in rule.text
    assert re.search(r"^SELECT DISTINCT \?subject \?detail WHERE", rule.text, re.MULTILINE)
    assert rule.summary.endswith(".")
