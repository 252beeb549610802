"""The files of acknowledgements: final ones are true, whatever happened."""

import gzip
import json
import os
import time

import pytest

from leerweg.errors import StoreError
from leerweg.publishing.acknowledgements import AcknowledgementFolder


def test_a_line_is_json_that_anyone_can_read(publisher, delivery, record):
    """One line a record, with its place, reasons and digest."""
    receipt = publisher.publish(delivery(record("é", row=3)))
    with gzip.open(receipt.acknowledgements, "rt", encoding="utf-8") as lines:
        said = [json.loads(line) for line in lines]
    assert said[0].pop("digest")
    assert said == [
        {
            "key": "é",
            "outcome": "accepted",
            "file": "register.xlsx",
            "part": "sites",
            "row": 3,
            "column": "",
            "reasons": [],
        }
    ]


def test_a_publication_that_fails_leaves_no_acknowledgements(publisher, delivery, record, files, monkeypatch, store):
    """When the store refuses, nothing says that records were accepted."""
    publisher.publish(delivery(record("a")))

    def refuse(change):
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(store, "publish", refuse)
        with pytest.raises(StoreError):
            publisher.publish(delivery(record("a", "new")))
    assert files() == ["register/sites/1.jsonl.gz"]


def test_killed_between_publishing_and_naming(publisher, delivery, record, files, monkeypatch):
    """The publication stands: the next delivery finds its acknowledgements and knows what is unchanged."""
    with monkeypatch.context() as killed:
        killed.setattr(AcknowledgementFolder, "keep", lambda self, *name: self.provisional(*name))
        publisher.publish(delivery(record("a"), record("b")))
    assert [name.endswith(".part") for name in files()] == [True]
    receipt = publisher.publish(delivery(record("a"), record("b", "new")))
    assert (receipt.counts.unchanged, receipt.counts.accepted) == (1, 1)
    assert files() == ["register/sites/1.jsonl.gz", "register/sites/2.jsonl.gz"]


def test_a_dry_run_is_never_taken_for_what_was_published(publisher, delivery, record, files):
    """A provisional file of another delivery does not count as the former one's."""
    publisher.publish(delivery(record("a", "dry"), record("b")), dry_run=True)
    publisher.publish(delivery(record("a", "real"), record("b")))
    receipt = publisher.publish(delivery(record("a", "dry"), record("b")))
    assert (receipt.published, receipt.counts.accepted, receipt.counts.unchanged) == (True, 1, 1)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_damaged_acknowledgements_of_the_former_delivery(publisher, delivery, record, state, things, damage):
    """They are only the yardstick for 'unchanged': without them the delivery is taken in as new."""
    file = publisher.publish(delivery(record("a"), record("b"))).acknowledgements
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    receipt = publisher.publish(delivery(record("a", "new"), record("b")))
    assert (receipt.counts.accepted, receipt.counts.unchanged) == (2, 0)
    assert things() == {"a": {"new"}, "b": {"x"}}


def test_forgotten_provisional_files_go(publisher, delivery, record, files, state):
    """What dry runs and crashes left behind is removed after a day."""
    left = publisher.publish(delivery(record("a")), dry_run=True).acknowledgements
    yesterday = time.time() - 2 * 86_400
    os.utime(left, (yesterday, yesterday))
    publisher.publish(delivery(record("a", "other")))
    assert files() == ["register/sites/1.jsonl.gz"]
