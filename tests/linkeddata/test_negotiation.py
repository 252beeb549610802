"""The form of an answer is one that was asked for, or none."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.errors import NotAcceptableError
from leerweg.linkeddata import choose_language, choose_media_type
from leerweg.linkeddata.negotiation import GRAPH_TYPES, HTML, JSON_LD, N_TRIPLES, RDF_XML, RESULT_TYPES, TURTLE

OFFERED = (*GRAPH_TYPES, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize("media_type", [*OFFERED, *RESULT_TYPES])
def test_each_type_is_given_to_who_asks_for_it(media_type):
    """Whoever names a type that is offered gets that type."""
    assert choose_media_type((*OFFERED, *RESULT_TYPES), media_type) == media_type
    assert choose_media_type((*OFFERED, *RESULT_TYPES), wish=media_type) == media_type


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", TURTLE),
        ("*/*", TURTLE),
        ("application/*", JSON_LD),
        (BROWSER, HTML),
        ("text/html;q=0.2, application/rdf+xml;q=0.9", RDF_XML),
        ("text/turtle;q=0.5, application/ld+json", JSON_LD),
        ("application/ld+json, text/turtle", TURTLE),
        ("text/turtle;q=0, */*", JSON_LD),
        ("TEXT/TURTLE;charset=utf-8", TURTLE),
        ("application/n-triples ; q=1.0 , text/*;q=0.1", N_TRIPLES),
        ("text/turtle;q=high, application/n-triples", N_TRIPLES),
        ("text/turtle;q=nan, application/n-triples", N_TRIPLES),
    ],
)
def test_weights_and_ranges_decide(accept, chosen):
    """The highest weight wins, the most specific range speaks, and on a tie our order decides."""
    assert choose_media_type(OFFERED, accept) == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "application/json", "text", ",", "*/*;q=0"])
def test_a_type_nobody_asked_for_is_never_given(accept):
    """What is not offered is refused, with the list of what is."""
    with pytest.raises(NotAcceptableError) as refused:
        choose_media_type(GRAPH_TYPES, accept)
    assert all(media_type in refused.value.remedy for media_type in GRAPH_TYPES)


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [("ttl", TURTLE), ("jsonld", JSON_LD), ("json", JSON_LD), ("application/ld json", JSON_LD), ("XML", RDF_XML)],
)
def test_a_wish_in_the_address_goes_before_the_header(wish, chosen):
    """`?format=` works from an address bar, with short names, and with a plus sign that became a space."""
    assert choose_media_type(OFFERED, "text/html", wish) == chosen


def test_a_wish_that_cannot_be_met_is_refused_whatever_the_header_says():
    """An explicit wish is never quietly replaced."""
    with pytest.raises(NotAcceptableError, match="parameter format"):
        choose_media_type(OFFERED, "*/*", "csv")


@pytest.mark.parametrize(
    ("header", "wish", "language"),
    [
        ("", "", "nl"),
        ("fr-BE,fr;q=0.9,en;q=0.8", "", "fr"),
        ("de,en;q=0.5,nl;q=0.4", "", "en"),
        ("de", "", "nl"),
        ("fr", "en", "en"),
        ("nl;q=0, fr;q=0.1", "", "fr"),
        ("fr", "xx", "fr"),
    ],
)
def test_language_follows_the_wish_then_the_header(header, wish, language):
    """Names come in the reader's language, else in Dutch."""
    assert choose_language(header, wish) == language


@given(st.text(max_size=300))
def test_no_header_breaks_the_choice(header):
    """Any header at all gives an offered type or a refusal."""
    with contextlib.suppress(NotAcceptableError):
        assert choose_media_type(OFFERED, header) in OFFERED
    assert choose_language(header) in ("nl", "en", "fr")
