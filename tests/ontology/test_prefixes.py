"""One owner of prefixes: every file of the project agrees with ontology/prefixes.ttl."""

import re
from pathlib import Path

import pytest

from leerweg import assets, namespaces

ROOT = Path(__file__).parents[2]
# A brace is a slot of a Python text, filled by a constant that is held against the owner below.
DECLARATION = re.compile(r"(?:@prefix|\bPREFIX)\s+([\w-]*):\s*<([^>\s{]*)>", re.IGNORECASE)
SHACL_DECLARATION = re.compile(r'sh:prefix\s+"([\w-]+)"\s*;\s*sh:namespace\s+"([^"]+)"')
OWNED = dict(DECLARATION.findall((assets.ontology() / "prefixes.ttl").read_text(encoding="utf-8")))
FOLDERS = ("ontology", "shapes", "data", "service", "docs", "tests", "benchmarks")
ENDINGS = (".ttl", ".rq", ".py", ".trig", ".md")


def files():
    found = (file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*")))
    return [file for file in found if file.suffix in ENDINGS and file != Path(__file__)]


def declarations(file):
    text = file.read_text(encoding="utf-8", errors="replace")
    return DECLARATION.findall(text) + SHACL_DECLARATION.findall(text)


def test_owner_declares_each_prefix_and_namespace_once():
    """The owner itself is unambiguous and in alphabetical order."""
    text = (assets.ontology() / "prefixes.ttl").read_text(encoding="utf-8")
    pairs = DECLARATION.findall(text)

    assert sorted({prefix for prefix, _ in pairs}) == [prefix for prefix, _ in pairs]
    assert len({namespace for _, namespace in pairs}) == len(pairs)


def test_every_file_agrees_with_the_owner():
    """A prefix means the same in every file, and a namespace has the same prefix in every file."""
    prefix_of = {namespace: prefix for prefix, namespace in OWNED.items()}
    wrong = [
        f"{file.relative_to(ROOT)}: {prefix}: <{namespace}>"
        for file in files()
        for prefix, namespace in declarations(file)
        if OWNED.get(prefix, namespace) != namespace or prefix_of.get(namespace, prefix) != prefix
    ]

    assert wrong == []


def is_local(prefix, namespace):
    """A prefix named after a type of data or a code list, for the short writing of their IRIs."""
    return re.fullmatch(rf".*\b(id|leerweg/scheme)/{prefix}/", namespace) is not None


def test_files_of_the_graph_use_owned_prefixes_only():
    """Ontology, shapes, data and questions know no prefix of their own, but for data types and code lists by name."""
    wrong = [
        f"{file.relative_to(ROOT)}: {prefix}"
        for file in files()
        for prefix, namespace in declarations(file)
        if prefix not in OWNED
        and not is_local(prefix, namespace)
        and file.relative_to(ROOT).parts[0] not in ("tests", "docs", "benchmarks")
    ]

    assert wrong == []


@pytest.mark.parametrize("name", [name for name in namespaces.__all__ if name.isupper() and len(name) < 6])
def test_namespace_constants_agree_with_the_owner(name):
    """A namespace constant of the same name as a prefix is that prefix's namespace."""
    value = getattr(namespaces, name)

    assert OWNED[name.lower()] == value


def test_longer_constants_are_owned_namespaces():
    """The municipality namespace is the one the owner knows as muni."""
    assert OWNED["muni"] == namespaces.MUNICIPALITY
    assert OWNED["cnote"].startswith(namespaces.SCHEME)
