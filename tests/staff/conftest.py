"""A staff site with its cast."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.staff.cast import Cast
from tests.widget.conftest import built_widget  # noqa: F401  (its packages drive the browser here too)


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return Cast(tmp_path)
