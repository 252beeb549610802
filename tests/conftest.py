"""What every test may use: the shared data where it is beside the checkout, and an environment without settings."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    """Settings of the person who runs the tests never reach them."""
    for name in list(os.environ):
        if name.startswith("LEERWEG_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data, beside the repository."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return folder
