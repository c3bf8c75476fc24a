"""Run nginx with the configuration of `deploy/`, its addresses and ports put in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from string import Template

from rareguide.settings import ROOT
from tools.processes import Process, listens
from tools.programs import find_nginx

TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
CONNECTIONS_PER_ADDRESS = 1000
"""All clients of the cluster have the address of this machine."""

_AROUND = """\
daemon off;
pid $folder/nginx.pid;
error_log stderr warn;
$user
worker_processes 1;
events { worker_connections 4096; }
http {
    client_body_temp_path $folder/body;
    proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi;
    scgi_temp_path $folder/scgi;
    default_type application/octet-stream;
$inside
}
"""


class _Placeholders(Template):
    """Replace nothing but RareGuide's own placeholders: nginx's variables begin with a dollar sign too."""

    pattern = r"\$\{(?P<braced>RAREGUIDE_[A-Z_]+)\}|(?P<named>(?!))|(?P<escaped>(?!))|(?P<invalid>(?!))"  # type: ignore[assignment]


def filled_in(template: str, servers: Sequence[str], staff: str, listen: str, staff_listen: str) -> str:
    """Return nginx's configuration for servers at these addresses, such as `127.0.0.1:5005`."""
    return _Placeholders(template).substitute(
        RAREGUIDE_UPSTREAM=" ".join(f"server {server} max_fails=0;" for server in servers),
        RAREGUIDE_STAFF_UPSTREAM=f"server {staff};",
        RAREGUIDE_LISTEN=listen,
        RAREGUIDE_STAFF_LISTEN=staff_listen,
        RAREGUIDE_CONNECTIONS_PER_ADDRESS=str(CONNECTIONS_PER_ADDRESS),
    )


def nginx_before(folder: Path, server_ports: Sequence[int], staff_port: int, port: int, staff_proxy: int) -> Process:
    """Return an nginx on `port` before the servers, and on `staff_proxy` before the staff site."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = filled_in(
        TEMPLATE.read_text(encoding="utf-8"),
        [f"127.0.0.1:{server}" for server in server_ports],
        f"127.0.0.1:{staff_port}",
        f"127.0.0.1:{port}",
        f"127.0.0.1:{staff_proxy}",
    )
    configuration = folder / "nginx.conf"
    # The workers of an nginx that root starts could not reach a folder that only root may enter.
    user = "user root;" if os.geteuid() == 0 else ""
    whole = _AROUND.replace("$folder", str(folder)).replace("$user", user).replace("$inside", inside)
    configuration.write_text(whole, encoding="utf-8")
    return Process(
        name="nginx",
        command=(find_nginx(), "-c", str(configuration), "-p", str(folder), "-e", "stderr"),
        log=folder / "log",
        is_ready=lambda: listens(port),
    )
