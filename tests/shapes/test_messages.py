"""What somebody reads whose data breaks a rule: kept word for word, so that a change of words is seen and read."""

from __future__ import annotations

import pytest
from tests.shapes.conftest import FILES
from tests.shapes.messages import KEPT, told

TOPICS = sorted({file.parent for file in FILES})


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_people_are_told_these_words(topic):
    """Each violating case says, in Dutch, French and English, what is kept in messages.txt beside it."""
    assert told(topic) == (topic / KEPT).read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_message_is_a_sentence_without_holes(topic):
    """No message shows a placeholder, a bare IRI of the vocabulary, or an empty pair of quotation marks."""
    text = told(topic)
    for hole in ("{?", "{$", "“”", "«  »", "https://w3id.org/leerweg/ns#", "None"):
        assert hole not in text, hole
