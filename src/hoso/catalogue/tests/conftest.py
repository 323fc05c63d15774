"""The catalogue is tested from nothing."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _from_nothing(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("empty_database")
