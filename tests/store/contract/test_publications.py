"""What a publication does to the graph, whichever adapter writes it."""

import pytest
from pyoxigraph import Triple

from leerweg.errors import MalformedInputError, StoreError, StoreInUseError
from leerweg.namespaces import lw


def _terms(*triples: Triple):
    return sorted(((t.subject, t.predicate, t.object) for t in triples), key=str)


def test_empty_store_is_at_revision_0(store):
    """A new store holds nothing and says so."""
    info = store.info()
    assert (info.revision, info.triples, info.graphs) == (0, 0, 0)
    with store.reader() as reader:
        assert reader.revision == 0
        assert list(reader.select("SELECT * WHERE { ?s ?p ?o } ORDER BY ?s")) == []


def test_each_publication_is_the_next_revision(store, change, fact):
    """The revision counts publications, and the graph itself states it."""
    assert store.publish(change("a-1", [fact("a")])) == 1
    assert store.publish(change("b-1", [fact("b")])) == 2
    with store.reader() as reader:
        assert reader.revision == 2
        assert len(list(reader.select(f"SELECT ?n WHERE {{ ?c {lw('revision')} ?n }} ORDER BY ?n"))) == 1
    assert store.info().revision == 2


def test_a_triple_of_two_publications_is_there_once(store, change, fact, facts, graph):
    """The default graph merges all publications; each is also whole in its own graph."""
    store.publish(change("a-1", [fact("shared"), fact("a")]))
    store.publish(change("b-1", [fact("shared"), fact("b")]))
    assert sorted(facts(), key=str) == _terms(fact("a"), fact("b"), fact("shared"))
    assert sorted(facts(graph("a-1")), key=str) == _terms(fact("a"), fact("shared"))
    assert sorted(facts(graph("b-1")), key=str) == _terms(fact("b"), fact("shared"))
    assert store.info().graphs == 3


def test_a_triple_twice_in_one_publication_is_there_once(store, change, fact, facts):
    """A source that repeats itself changes nothing."""
    store.publish(change("a-1", [fact("a"), fact("a")]))
    assert facts() == _terms(fact("a"))


def test_superseding_removes_only_what_nobody_else_states(store, change, fact, facts, graph):
    """What the former delivery alone said is gone from the questions, not from the record."""
    store.publish(change("a-1", [fact("only"), fact("kept"), fact("of-b")]))
    store.publish(change("b-1", [fact("of-b")]))
    store.publish(change("a-2", [fact("kept"), fact("new")], supersedes="a-1"))
    assert sorted(facts(), key=str) == _terms(fact("kept"), fact("new"), fact("of-b"))
    assert sorted(facts(graph("a-1")), key=str) == _terms(fact("kept"), fact("of-b"), fact("only"))


def test_superseded_publications_support_nothing(store, change, fact, facts):
    """A triple that only superseded publications state leaves the default graph."""
    store.publish(change("a-1", [fact("x")]))
    store.publish(change("b-1", [fact("x")]))
    store.publish(change("a-2", [fact("a")], supersedes="a-1"))
    assert fact("x").subject in {row[0] for row in facts()}
    store.publish(change("b-2", [fact("b")], supersedes="b-1"))
    assert sorted(facts(), key=str) == _terms(fact("a"), fact("b"))


def test_what_the_catalogue_states_stays(store, change, fact, facts):
    """Withdrawing a publication does not take what the catalogue says as well."""
    store.publish(change("a-1", [fact("recorded")], states=(fact("recorded"),)))
    store.publish(change("a-2", [fact("other")], supersedes="a-1"))
    assert sorted(facts(), key=str) == _terms(fact("other"), fact("recorded"))


def test_retracted_statements_of_the_catalogue_are_gone(store, change, fact, facts, catalogue):
    """The catalogue can take back what it said."""
    store.publish(change("a-1", [fact("a")], states=(fact("a-1-stands"),)))
    assert facts(catalogue) == _terms(fact("a-1-stands"))
    store.publish(change("b-1", [fact("b")], retracts=(fact("a-1-stands"),)))
    assert facts(catalogue) == []
    assert sorted(facts(), key=str) == _terms(fact("a"), fact("b"))


def test_a_graph_is_published_once(store, change, fact, facts):
    """Two processes that publish the same next version do not mix: the second is told to try again."""
    store.publish(change("a-1", [fact("first")]))
    with pytest.raises(StoreInUseError) as refused:
        store.publish(change("a-1", [fact("second")]))
    assert "a-1" in refused.value.where
    assert refused.value.remedy
    assert facts() == _terms(fact("first"))
    assert store.publish(change("b-1", [fact("b")])) == 2


def test_an_unreadable_file_leaves_the_store_as_it_was(store, change, fact, facts):
    """A broken spool file is refused whole, and the next publication works."""
    store.publish(change("a-1", [fact("a")]))
    broken = change("b-1", [fact("b")])
    broken.triples.write_bytes(broken.triples.read_bytes() + b"<http://example.org/c> <http://exam")
    with pytest.raises((MalformedInputError, StoreError)) as refused:
        store.publish(broken)
    assert refused.value.where
    assert facts() == _terms(fact("a"))
    assert store.publish(change("c-1", [fact("c")])) == 2
    assert sorted(facts(), key=str) == _terms(fact("a"), fact("c"))


def test_a_large_publication(store, change, fact, kind):
    """60,000 triples and more take the bulk path, and supersede like small ones."""
    triples = [fact(f"thing-{number // 10}", number) for number in range(60_000)]
    store.publish(change("large-1", triples))
    with store.reader() as reader:
        count = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://example.org/says> ?o } ORDER BY ?n"
        assert int(next(iter(reader.select(count)))["n"].value) == 60_000
    store.publish(change("large-2", triples[:100], supersedes="large-1"))
    with store.reader() as reader:
        assert int(next(iter(reader.select(count)))["n"].value) == 100
