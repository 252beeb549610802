"""Whoever follows a link arrives, and whoever looks for a page finds it in the map."""

import re
from urllib.parse import unquote

import pytest
from tests.docs.writing import PAGES, ROOT

_LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<target>[^)\s#]*)(?:#(?P<heading>[^)\s]*))?\)")
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def headings_of(page):
    """The anchors of a page, as code hosts make them of its headings."""
    lines = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def targets_of(page):
    """Where the links of a page lead: file and heading."""
    for found in _LINK.finditer(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = unquote(found["target"])
        yield (page.parent / target).resolve() if target else page, found["heading"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """Every relative link names a file of the repository, and a heading that is in it."""
    for target, heading in targets_of(page):
        assert target.exists(), target
        assert not heading or heading in headings_of(target), heading


def test_the_map_has_every_page():
    """Each page below docs/ is in docs/README.md."""
    start = ROOT / "docs" / "README.md"
    linked = {target for target, _ in targets_of(start)}
    below = {page for page in PAGES if ROOT / "docs" in page.parents}
    assert below - {start} == {target for target in linked if target in below}
