"""Install packages of Node for tests, away from the checkout."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

NO_NETWORK = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH")


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def node_folder(source: Path, tmp_path_factory: pytest.TempPathFactory, *scripts: str) -> Path:
    """A copy of a folder with the packages of its lock installed and its scripts run, made once for all processes.

    Tests that want it are skipped without Node, npm or the network, except in CI.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _skip_outside_ci(f"{program} is not installed.")
    of_this_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_this_run = of_this_run.parent
    folder = of_this_run / source.name
    with (of_this_run / f"{source.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _prepare(source, of_this_run / f"{source.name}-unfinished", scripts).rename(folder)
    return folder


def _prepare(source: Path, folder: Path, scripts: tuple[str, ...]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    # Install scripts are not needed: esbuild also works without its own.
    installed = _npm(folder, "ci", "--ignore-scripts")
    if installed.returncode and any(sign in installed.stderr for sign in NO_NETWORK):
        _skip_outside_ci("npm cannot reach its registry.")
    assert installed.returncode == 0, installed.stderr
    for script in scripts:
        built = _npm(folder, "run", script)
        assert built.returncode == 0, built.stderr
    return folder


def _npm(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True, timeout=240, check=False)


def _skip_outside_ci(reason: str) -> None:
    if in_ci():
        pytest.fail(f"CI must not skip this: {reason}")
    pytest.skip(reason)
