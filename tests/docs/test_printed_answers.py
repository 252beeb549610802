"""What the pages print is what the program prints."""

import pytest
from tests.docs.writing import ANSWER, GENERATED, PAGES, ROOT, answer

PRINTED = [
    pytest.param(found["command"], found["printed"], id=f"{page.name}-{number}")
    for page in PAGES
    for number, found in enumerate(ANSWER.finditer(page.read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize(("command", "printed"), PRINTED)
def test_an_answer_is_the_real_one(command, printed, example_store, tmp_path):
    """Whoever types the command gets what the page shows; `make docs` writes it anew."""
    assert answer(command, example_store, tmp_path) == printed


@pytest.mark.parametrize("page", GENERATED)
def test_a_generated_page_is_fresh(page):
    """The page says what the program of this version does; `make docs` writes it anew."""
    assert GENERATED[page]() == (ROOT / page).read_text(encoding="utf-8")


def test_every_mark_of_an_answer_is_followed_by_one():
    """No block escapes the comparison because its mark is written otherwise."""
    marks = sum(page.read_text(encoding="utf-8").count("<!-- answer:") for page in PAGES)
    assert marks == len(PRINTED) >= 2
