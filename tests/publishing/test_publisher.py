"""A delivery comes in: every record is answered, and what is usable stands in the graph, all or nothing."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.errors import MalformedInputError, StoreError, StoreInUseError, UnacceptableContentError
from leerweg.model.delivery import Location, Outcome, Record
from leerweg.publishing import Publisher


def _outcomes(publisher, receipt):
    return {answer.key: answer.outcome for answer in publisher.acknowledgements(receipt)}


def test_each_record_is_answered(publisher, delivery, record, rejection, things, files, state):
    """Accepted with its notes, rejected with its reasons, each with the place where it stood."""
    noted = record("b", "1", notes=("The reference 'n/a' was kept as text.",), row=5)
    seen = []
    receipt = publisher.publish(delivery(record("a", "1", "2", row=4), noted, rejection("c")), watch=seen.append)
    answers = publisher.acknowledgements(receipt)
    assert answers == seen
    assert [(answer.key, answer.outcome) for answer in answers] == [
        ("a", Outcome.ACCEPTED),
        ("b", Outcome.ACCEPTED),
        ("c", Outcome.REJECTED),
    ]
    assert answers[1].reasons == ("The reference 'n/a' was kept as text.",)
    assert answers[2].reasons == ("There is no municipality 99999.", "Give its code.")
    assert str(answers[2].where) == "register.xlsx, part sites, row 7, column municipality"
    assert (receipt.published, receipt.revision, receipt.triples) == (True, 1, 3)
    assert (receipt.counts.accepted, receipt.counts.unchanged, receipt.counts.rejected) == (2, 0, 1)
    assert things() == {"a": {"1", "2"}, "b": {"1"}}
    assert files() == ["register/sites/1.jsonl.gz"]
    assert receipt.acknowledgements == state / "register" / "sites" / "1.jsonl.gz"


def test_the_same_delivery_again_changes_nothing(publisher, delivery, record, rejection, everything, files):
    """A delivery that was taken in before is recognised unread: all its records are unchanged."""
    records = (record("a"), record("b"), rejection("c"))
    publisher.publish(delivery(*records))
    before = everything()

    def unread():
        pytest.fail("it is not read again")
        yield

    again = delivery(*records)
    receipt = publisher.publish(type(again)(again.source, again.key, again.title, again.digest, unread()))
    assert (receipt.published, receipt.revision, receipt.triples) == (False, 1, 0)
    assert (receipt.counts.accepted, receipt.counts.unchanged, receipt.counts.rejected) == (0, 2, 1)
    assert receipt.graph == "http://127.0.0.1:8000/id/graph/register-sites-1"
    assert receipt.acknowledgements is None
    assert publisher.acknowledgements(receipt) == []
    assert everything() == before
    assert files() == ["register/sites/1.jsonl.gz"]


def test_other_bytes_with_the_same_content_change_nothing(publisher, delivery, record, everything):
    """A file that was saved anew, or in another order, states nothing new: no new version comes of it."""
    publisher.publish(delivery(record("a", "1", "2"), record("b")))
    before = everything()
    receipt = publisher.publish(delivery(record("b"), record("a", "2", "1"), digest="0" * 64))
    assert (receipt.published, receipt.counts.unchanged, receipt.counts.accepted) == (False, 2, 0)
    assert set(_outcomes(publisher, receipt).values()) == {Outcome.UNCHANGED}
    assert everything() == before


def test_a_changed_record_makes_a_new_version(publisher, delivery, record, store, things, files):
    """The new delivery stands, the former is kept and says what replaced it."""
    publisher.publish(delivery(record("a", "old"), record("b")))
    receipt = publisher.publish(delivery(record("a", "new"), record("b")))
    assert _outcomes(publisher, receipt) == {"a": Outcome.ACCEPTED, "b": Outcome.UNCHANGED}
    assert receipt.graph.endswith("id/graph/register-sites-2")
    assert things() == {"a": {"new"}, "b": {"x"}}
    with store.reader() as reader:
        former = receipt.graph[:-1] + "1"
        assert reader.ask(f"ASK {{ <{former}> <http://purl.org/dc/terms/isReplacedBy> <{receipt.graph}> }}")
        assert reader.ask(f"ASK {{ GRAPH <{former}> {{ ?s ?p 'old' }} }}")
    assert files() == ["register/sites/1.jsonl.gz", "register/sites/2.jsonl.gz"]


def test_a_record_that_is_gone(publisher, delivery, record, things):
    """What a new delivery no longer states is counted, and leaves the graph even when nothing else changed."""
    publisher.publish(delivery(record("a"), record("b")))
    receipt = publisher.publish(delivery(record("a")))
    assert (receipt.published, receipt.counts.gone, receipt.counts.unchanged) == (True, 1, 1)
    assert things() == {"a": {"x"}}


def test_a_record_that_is_now_rejected(publisher, delivery, record, rejection, things):
    """What was accepted before and cannot be now leaves the graph; what was rejected before may be accepted."""
    publisher.publish(delivery(record("a"), record("b"), rejection("c")))
    receipt = publisher.publish(delivery(record("a"), rejection("b"), record("c")))
    assert _outcomes(publisher, receipt) == {"a": Outcome.UNCHANGED, "b": Outcome.REJECTED, "c": Outcome.ACCEPTED}
    assert receipt.counts.gone == 1
    assert things() == {"a": {"x"}, "c": {"x"}}


def test_records_that_share_a_key(publisher, delivery, record, things):
    """A source that names two things alike does not make them seem new each time."""
    publisher.publish(delivery(record("a", "1"), record("a", "2")))
    receipt = publisher.publish(delivery(record("a", "2"), record("a", "1"), record("b")))
    assert (receipt.counts.accepted, receipt.counts.unchanged, receipt.counts.gone) == (1, 2, 0)
    assert things() == {"a": {"1", "2"}, "b": {"x"}}


def test_nothing_usable(publisher, delivery, rejection, everything, files):
    """When every record is rejected nothing is published, and each says why."""
    before = everything()
    receipt = publisher.publish(delivery(rejection("a"), rejection("b")))
    assert (receipt.published, receipt.revision, receipt.counts.rejected) == (False, 0, 2)
    assert set(_outcomes(publisher, receipt).values()) == {Outcome.REJECTED}
    assert everything() == before
    assert not [name for name in files() if name.endswith(".gz")]


def test_nothing_at_all(publisher, delivery, everything):
    """An empty delivery publishes nothing."""
    receipt = publisher.publish(delivery())
    assert (receipt.published, receipt.triples) == (False, 0)
    assert everything() == everything()


def test_a_dry_run_writes_nothing(publisher, delivery, record, rejection, everything, files):
    """One may see what would come of a delivery before it is published."""
    before = everything()
    receipt = publisher.publish(delivery(record("a"), rejection("b")), dry_run=True)
    assert (receipt.published, receipt.revision, receipt.triples, receipt.counts.accepted) == (False, 0, 1, 1)
    assert _outcomes(publisher, receipt) == {"a": Outcome.ACCEPTED, "b": Outcome.REJECTED}
    assert everything() == before
    assert not [name for name in files() if name.endswith(".gz")]
    real = publisher.publish(delivery(record("a"), rejection("b")))
    assert real.published
    assert files() == ["register/sites/1.jsonl.gz"]


def test_data_sets_do_not_disturb_each_other(publisher, delivery, record, things):
    """Each data set of a source has versions of its own; what two of them say stays when one stops saying it."""
    publisher.publish(delivery(record("a"), record("b"), key="one/first"))
    publisher.publish(delivery(record("b"), record("c"), key="two"))
    publisher.publish(delivery(record("a"), key="one/first"))
    assert things() == {"a": {"x"}, "b": {"x"}, "c": {"x"}}


def _breaks(*records, error):
    yield from records
    raise error


@pytest.mark.parametrize(
    "error",
    [
        MalformedInputError("The zip is cut off.", where="esco.zip", remedy="Fetch it again."),
        RuntimeError("a defect"),
        KeyboardInterrupt(),
    ],
)
def test_an_error_in_the_middle(publisher, delivery, record, everything, files, things, error):
    """Whatever breaks while a delivery is read, the store and the acknowledgements are as they were."""
    publisher.publish(delivery(record("a", "old")))
    before, kept = everything(), files()
    broken = delivery(record("a", "new"), record("b"))
    broken = type(broken)(broken.source, broken.key, "", broken.digest, _breaks(*broken.records, error=error))
    with pytest.raises(type(error)):
        publisher.publish(broken)
    assert everything() == before
    assert files() == kept
    publisher.publish(delivery(record("a", "new"), record("b")))
    assert things() == {"a": {"new"}, "b": {"x"}}


def test_the_gate_refuses(publisher, delivery, record, everything, files):
    """What the gate does not let through is not published; it sees all triples and their number."""
    before, seen = everything(), []

    def gate(spool, count):
        seen.append((spool.read_text(encoding="utf-8").count("\n"), count))
        raise UnacceptableContentError("A person is named.", where="record a", remedy="Leave the name out.")

    for dry_run in (True, False):
        with pytest.raises(UnacceptableContentError):
            publisher.publish(delivery(record("a", "1", "2"), record("b")), gate=gate, dry_run=dry_run)
    assert seen == [(3, 3), (3, 3)]
    assert everything() == before
    assert files() == []


def test_the_gate_lets_through(publisher, delivery, record, things):
    """A gate that says nothing lets the delivery pass."""
    publisher.publish(delivery(record("a")), gate=lambda *_: None)
    assert things() == {"a": {"x"}}


@pytest.mark.parametrize("place", ["subject", "object", "triple"])
def test_nodes_without_a_name_are_refused(publisher, delivery, record, everything, files, place):
    """A blank node or a triple within a triple is refused with the record it stands in."""
    thing, says = NamedNode("http://example.org/a"), NamedNode("http://example.org/says")
    triple = {
        "subject": Triple(BlankNode("b"), says, Literal("x")),
        "object": Triple(thing, says, BlankNode("b")),
        "triple": Triple(thing, says, Triple(thing, says, thing)),
    }[place]
    before = everything()
    with pytest.raises(UnacceptableContentError) as refused:
        publisher.publish(delivery(record("a"), Record("odd", Location("x.csv", row=9), (triple,))))
    assert "'odd'" in refused.value.message
    assert refused.value.where == "x.csv, row 9"
    assert refused.value.remedy
    assert everything() == before
    assert files() == []


def test_two_publishers_of_one_data_set(store, identifiers, tmp_path, delivery, record, things):
    """Who was overtaken while reading is told, and succeeds when trying again."""
    first, second = (Publisher(store, identifiers, tmp_path / name) for name in ("one", "two"))

    def overtaken():
        yield record("a", "second")
        first.publish(delivery(record("a", "first")))
        yield record("b")

    late = delivery()
    with pytest.raises(StoreInUseError) as refused:
        second.publish(type(late)(late.source, late.key, "", "1" * 64, overtaken()))
    assert "again" in refused.value.remedy
    assert things() == {"a": {"first"}}
    second.publish(delivery(record("a", "second"), record("b"), digest="1" * 64))
    assert things() == {"a": {"second"}, "b": {"x"}}


def test_a_state_folder_that_cannot_be_made(store, identifiers, tmp_path, delivery, record, everything):
    """Where acknowledgements cannot be kept nothing is published: each record must have its answer."""
    (tmp_path / "file").write_text("")
    before = everything()
    with pytest.raises(StoreError) as refused:
        Publisher(store, identifiers, tmp_path / "file").publish(delivery(record("a")))
    assert str(tmp_path / "file") in refused.value.where
    assert refused.value.remedy
    assert everything() == before
