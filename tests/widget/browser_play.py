"""Play what visitors do in a real browser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

RUN = Path(__file__).parent / "browser" / "run.mjs"
PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "widget"
NO_TROUBLE = {"errors": [], "foreign_requests": [], "cookies": []}


def play_in_browser(name: str, address: str, packages: Path, chromium: str) -> Any:
    """Play a scenario and return what it saw; the browser must have had no trouble with it.

    Trouble is a breach of the content security policy, an error in the script, a request to another site or a
    cookie. Pictures are kept in `test-artifacts/widget`.
    """
    command = ["node", str(RUN), name, address, str(packages), chromium, str(PICTURES)]
    played = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert played.returncode == 0, played.stderr
    result = json.loads(played.stdout)
    assert result["trouble"] == NO_TROUBLE
    return result["seen"]
