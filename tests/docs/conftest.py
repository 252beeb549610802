"""A store with the example region, for the answers that the documentation prints."""

import pytest
from tests.docs.writing import make_example


@pytest.fixture(scope="session")
def example_store(tmp_path_factory):
    store = tmp_path_factory.mktemp("documented") / "store"
    make_example(store)
    return store
