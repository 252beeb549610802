"""The publisher works on each adapter alike."""

from hashlib import sha256

import pytest

from leerweg.model.delivery import Delivery, Location, Outcome, Record, Rejection
from leerweg.namespaces import Identifiers
from leerweg.publishing import Publisher


@pytest.fixture
def publish(store, tmp_path, fact):
    """Publish things with these values (None: rejected) as a delivery of one data set."""
    publisher = Publisher(store, Identifiers("http://127.0.0.1:8000/"), tmp_path / "state")

    def run(**values: str | None):
        records = [
            Rejection(key, Location("x.csv"), "It is not known.")
            if value is None
            else Record(key, Location("x.csv"), (fact(key, value),))
            for key, value in values.items()
        ]
        digest = sha256(repr(values).encode()).hexdigest()
        receipt = publisher.publish(Delivery("test", "things", "Things", digest, iter(records), licence="CC0-1.0"))
        return receipt, {answer.key: answer.outcome for answer in publisher.acknowledgements(receipt)}

    return run


def test_versions_of_a_data_set(publish, facts, store):
    """First delivery, the same again, a changed one: the same receipts and the same graph on each adapter."""
    first, outcomes = publish(a="1", b="2", c=None)
    assert (first.published, first.revision) == (True, 1)
    assert outcomes == {"a": Outcome.ACCEPTED, "b": Outcome.ACCEPTED, "c": Outcome.REJECTED}
    again, _ = publish(a="1", b="2", c=None)
    assert (again.published, again.revision, again.counts.unchanged) == (False, 1, 2)
    second, outcomes = publish(a="1", b="new", c="3")
    assert (second.published, second.revision) == (True, 2)
    assert outcomes == {"a": Outcome.UNCHANGED, "b": Outcome.ACCEPTED, "c": Outcome.ACCEPTED}
    assert {row[2].value for row in facts()} == {"1", "new", "3"}
    third, _ = publish(c="3")
    assert (third.counts.gone, third.counts.unchanged) == (2, 1)
    assert {row[2].value for row in facts()} == {"3"}
    with store.reader() as reader:
        replaced = "ASK { <%s> <http://purl.org/dc/terms/isReplacedBy> <%s> }"
        assert reader.ask(replaced % (first.graph, second.graph))
        assert reader.ask(replaced % (second.graph, third.graph))
