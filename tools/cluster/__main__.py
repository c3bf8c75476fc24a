"""Run the cluster in the foreground until Ctrl-C or SIGTERM: `make cluster`."""

from __future__ import annotations

import signal
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Optional

import typer

from rareguide.console import err, out
from tools.cluster.topology import Cluster, JobFailed, Ports
from tools.processes import DidNotStart
from tools.programs import ProgramMissing

FIRST_PORT = 5100
SECONDS_BETWEEN_LOOKS = 1.0
FOLDER = typer.Option(None, help="For logs and data; without it a new one that goes at the end.")


def main(
    port: int = typer.Option(FIRST_PORT, min=1, max=65000, help="The proxy's port; the others follow it."),
    folder: Optional[Path] = FOLDER,
) -> None:
    """Start two servers, nginx, PostgreSQL, Valkey and the staff site, and end them with Ctrl-C."""
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="rareguide-") as made:
        try:
            _run(folder or Path(made), Ports.following(port))
        except KeyboardInterrupt:
            out.print("Everything has ended.")
        except (ProgramMissing, JobFailed, DidNotStart, RuntimeError) as problem:
            err.print(str(problem), style="red", markup=False)
            raise typer.Exit(1) from problem


def _run(folder: Path, ports: Ports) -> None:
    with err.status("Starting the cluster; a first training takes two minutes …"):
        cluster = Cluster(folder, ports=ports)
        cluster.__enter__()
    try:
        _tell(cluster)
        while all(process.is_running for process in cluster.processes):
            time.sleep(SECONDS_BETWEEN_LOOKS)
        gone = [process for process in cluster.processes if not process.is_running]
        raise DidNotStart("\n".join(f"{process.name} has ended:\n{process.end_of_log()}" for process in gone))
    finally:
        with err.status("Ending; turns that are under way are answered first …"):
            cluster.end()


def _tell(cluster: Cluster) -> None:
    lines = [
        f"The cluster is ready: {cluster.proxy_url}/",
        *(f"  {server.name}: {server.url}/" for server in cluster.servers),
        f"  staff site: {cluster.staff_url}/",
        *(f"  {line}" for line in cluster.first_password()),
        f"  PostgreSQL: {cluster.database_url}",
        f"  logs: {cluster.folder}",
        "Ctrl-C ends it.",
    ]
    out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    typer.run(main)
