"""The proxy's one template: what nginx itself says of it, filled in for this machine and for containers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from rareguide.settings import ROOT
from tests.conftest import in_ci
from tools.cluster.nginx import TEMPLATE, filled_in
from tools.programs import ProgramMissing, find_nginx

DEPLOY = ROOT / "deploy"
IN_THE_IMAGE = """\
pid {folder}/nginx.pid;
error_log stderr notice;
events {{ worker_connections 1024; }}
http {{
    default_type application/octet-stream;
    access_log /dev/null;
    sendfile on;
    keepalive_timeout 65;
    include {folder}/default.conf;
}}
"""
"""What nginx's image has around its `conf.d/`."""


@pytest.fixture
def nginx() -> str:
    try:
        return find_nginx()
    except ProgramMissing as problem:
        if in_ci():
            pytest.fail(f"{problem} tests/prepare.sh installs it in CI.")
        pytest.skip(str(problem))


def read_yaml(path: Path) -> list[Any]:
    # Not with ruamel.yaml, which Rasa has read variables of the environment.
    return [document for document in yaml.safe_load_all(path.read_text(encoding="utf-8")) if document]


def placeholders() -> set[str]:
    return set(re.findall(r"\$\{(RAREGUIDE_[A-Z_]+)\}", TEMPLATE.read_text(encoding="utf-8")))


def test_nginx_accepts_the_template_in_its_image(nginx: str, tmp_path: Path) -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    inside = filled_in(template, ["127.0.0.1:5005", "127.0.0.1:5006"], "127.0.0.1:5007", "127.0.0.1:1", "127.0.0.1:2")
    (tmp_path / "default.conf").write_text(inside, encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(IN_THE_IMAGE.format(folder=tmp_path), encoding="utf-8")

    said = subprocess.run([nginx, "-t", "-c", whole, "-p", tmp_path], capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
    assert "[warn]" not in said.stderr.replace('the "user" directive', "")


def test_nothing_but_the_placeholders_is_replaced() -> None:
    text = filled_in("a ${RAREGUIDE_LISTEN} $host ${host} $http_x $$ b", [], "staff", "80", "81")

    assert text == "a 80 $host ${host} $http_x $$ b"


def test_compose_and_kubernetes_fill_every_placeholder_in() -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")
    (proxy,) = (part for part in read_yaml(DEPLOY / "kubernetes" / "proxy.yaml") if part["kind"] == "Deployment")
    (container,) = proxy["spec"]["template"]["spec"]["containers"]

    in_compose = {name for name in compose["services"]["proxy"]["environment"] if name.startswith("RAREGUIDE_")}
    in_kubernetes = {one["name"] for one in container["env"] if one["name"].startswith("RAREGUIDE_")}

    assert in_compose == in_kubernetes == placeholders()
