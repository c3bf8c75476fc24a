"""Say what a run was made on and with, without names of hosts or folders."""

from __future__ import annotations

import os
import platform
import re
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("rareguide", "rasa", "tensorflow", "sanic", "SQLAlchemy", "scikit-learn", "onnxruntime", "numpy")


def about_this_run() -> dict[str, str]:
    """Return date, machine and versions."""
    processor = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), flags=re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+) kB$", Path("/proc/meminfo").read_text(), flags=re.MULTILINE)
    cores = len(os.sched_getaffinity(0))
    parts = [
        f"{cores} cores",
        processor[1] if processor else platform.machine(),
        f"{int(memory[1]) / 2**20:.0f} GiB of memory" if memory else "",
        f"Linux {platform.release().split('-')[0]}",
    ]
    packages = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": ", ".join(part for part in parts if part),
        "versions": f"Python {platform.python_version()}, {packages}",
    }
