"""One cluster for all tests that need more than one server; a test leaves it with everything running."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import in_ci
from tools.cluster.topology import Cluster
from tools.programs import ProgramMissing, find_nginx, find_redis

SETTINGS = {"RAREGUIDE_MESSAGES_PER_MINUTE": "6000", "RAREGUIDE_ADDRESS_MESSAGES_PER_MINUTE": "60000"}
"""All clients of a test have one address."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two servers behind nginx; tests that want it are skipped without nginx or Redis, except in CI."""
    try:
        find_nginx()
        find_redis()
    except ProgramMissing as problem:
        if in_ci():
            pytest.fail(f"{problem} tests/prepare.sh installs it in CI.")
        pytest.skip(str(problem))
    with Cluster(tmp_path_factory.mktemp("cluster"), SETTINGS) as running:
        yield running
