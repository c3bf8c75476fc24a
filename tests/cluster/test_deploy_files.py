"""The files in `deploy/` agree with each other and with the project, as far as can be told without running them."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rareguide.services import Unreachable, reach_redis
from rareguide.settings import ROOT, Settings
from tests.cluster.test_nginx_configuration import DEPLOY, read_yaml
from tests.conftest import in_ci
from tests.support.live_server import free_port
from tools.postgres import NO_WORDS_IN_THE_LOG
from tools.processes import listens
from tools.programs import ProgramMissing, find_redis

NOT_IN_THE_IMAGE = {"tests", "tools"}
"""Folders with code or data that no process of an installation needs; of the widget it needs the built file."""
PARTS = {"Deployment", "Job"}


def manifests() -> list[dict[str, Any]]:
    (customised,) = read_yaml(DEPLOY / "kustomization.yaml")
    return [part for path in customised["resources"] for part in read_yaml(DEPLOY / path)]


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [part for part in manifests() if part["kind"] == kind]


def workloads() -> Iterator[Any]:
    for part in manifests():
        if part["kind"] in PARTS:
            yield pytest.param(part["spec"]["template"]["spec"], id=part["metadata"]["name"])


def test_every_manifest_is_part_of_the_whole() -> None:
    (customised,) = read_yaml(DEPLOY / "kustomization.yaml")

    assert {f"kubernetes/{path.name}" for path in (DEPLOY / "kubernetes").glob("*.yaml")} == set(
        customised["resources"]
    )


def test_the_image_gets_every_package_and_only_what_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), flags=re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_IN_THE_IMAGE

    assert {name for name in names if not (ROOT / name).exists()} == set()
    assert packages <= names
    assert {"data", "demo", "widget/dist", "domain.yml", "config.yml", "credentials.yml", "endpoints.yml"} <= names


@pytest.mark.parametrize("pod", workloads())
def test_no_container_runs_as_root_or_writes_to_its_own_file_system(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert "/tmp" in {mount["mountPath"] for mount in container["volumeMounts"]}


def test_every_selector_finds_its_pods() -> None:
    labels = [part["spec"]["template"]["metadata"]["labels"] for part in manifests() if part["kind"] in PARTS]
    selectors = [
        *(part["spec"]["selector"] for part in of_kind("Service")),
        *(part["spec"]["selector"]["matchLabels"] for part in of_kind("PodDisruptionBudget")),
        *(part["spec"]["podSelector"]["matchLabels"] for part in of_kind("NetworkPolicy")),
    ]

    assert len(selectors) == 9
    for selector in selectors:
        assert sum(selector.items() <= found.items() for found in labels) == 1, selector


def test_the_ingress_leads_to_the_proxy_alone() -> None:
    ports = {
        (service["metadata"]["name"], port["name"])
        for service in of_kind("Service")
        for port in service["spec"]["ports"]
    }
    backends = [
        path["backend"]["service"]
        for ingress in of_kind("Ingress")
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    ]

    assert {backend["name"] for backend in backends} == {"rareguide-proxy"}
    assert {(backend["name"], backend["port"]["name"]) for backend in backends} <= ports


def test_a_server_has_the_time_to_end_its_longest_turn() -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")
    (server,) = (part for part in of_kind("Deployment") if part["metadata"]["name"] == "rareguide")
    longest = Settings.__fields__["turn_timeout_seconds"].default

    assert server["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > 2 * longest
    assert int(compose["services"]["server-1"]["stop_grace_period"].removesuffix("s")) > 2 * longest


def test_compose_starts_nothing_with_rights_it_does_not_need() -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")

    for name, service in compose["services"].items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("read_only") is True or name == "postgres", name
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


def test_postgresql_of_compose_logs_no_more_than_that_of_the_cluster() -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")

    assert {f"-c{setting}" for setting in NO_WORDS_IN_THE_LOG} <= set(compose["services"]["postgres"]["command"])


def test_every_setting_that_is_named_exists() -> None:
    known = {f"RAREGUIDE_{name.upper()}" for name in Settings.__fields__}
    of_the_template = set(re.findall(r"\$\{(RAREGUIDE_[A-Z_]+)\}", (DEPLOY / "nginx.conf.template").read_text()))
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    named = {name for path in files for name in re.findall(r"\bRAREGUIDE_[A-Z_]*[A-Z]\b", path.read_text())}

    assert len(files) > 8
    assert named - known - of_the_template == set()


def test_valkey_of_compose_wants_the_password_that_the_servers_have(tmp_path: Path) -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")
    valkey, server = compose["services"]["valkey"], compose["services"]["server-1"]
    assert server["environment"]["RAREGUIDE_REDIS_URL"] == "redis://:${VALKEY_PASSWORD:?}@valkey:6379/0"
    assert "VALKEY_PASSWORD=\n" in (DEPLOY / "env.example").read_text()
    try:
        program = find_redis()
    except ProgramMissing as problem:
        if in_ci():
            pytest.fail(str(problem))
        pytest.skip(str(problem))
    port, password = free_port(), "0123456789abcdef"
    shell, option, script = valkey["command"]
    script = script.replace("$$", "$").replace("/data", str(tmp_path)).replace("valkey-server", program, 1)
    command = [shell, option, f"{script} --port {port} --bind 127.0.0.1 --dir {tmp_path}"]
    environment = {"VALKEY_PASSWORD": password, "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            wait_until(lambda: listens(port))
            assert (tmp_path / "valkey.conf").stat().st_mode & 0o077 == 0
            assert password not in Path(f"/proc/{running.pid}/cmdline").read_text()
            assert reach_redis(settings_of(f"redis://:{password}@127.0.0.1:{port}/0")) == ""
            for wrong in (f"redis://127.0.0.1:{port}/0", f"redis://:geheim@127.0.0.1:{port}/0"):
                with pytest.raises(Unreachable, match="password") as refused:
                    reach_redis(settings_of(wrong))
                assert "geheim" not in str(refused.value)
        finally:
            running.terminate()


def settings_of(redis_url: str) -> Settings:
    return Settings(_env_file=None, redis_url=redis_url)


def wait_until(is_so: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < give_up_at
        time.sleep(0.05)


def test_no_password_of_redis_stands_in_the_repository() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".md"]
    found = [url for path in files for url in re.findall(r"rediss?://\S+", path.read_text())]

    assert found == ["redis://:${VALKEY_PASSWORD:?}@valkey:6379/0"]


def test_only_servers_of_compose_reach_the_outside_and_the_proxy_reaches_no_store() -> None:
    (compose,) = read_yaml(DEPLOY / "compose.yaml")
    internal = {name for name, network in compose["networks"].items() if network.get("internal")}
    open_to = {name: set(service["networks"]) - internal for name, service in compose["services"].items()}

    assert {name for name, networks in open_to.items() if networks} == {"server-1", "server-2", "proxy"}
    assert not set(compose["services"]["proxy"]["networks"]) & set(compose["services"]["postgres"]["networks"])


EGRESS = {
    "server": {53, 5432, 6379, 25, 465, 587, 143, 993, 443},
    "staff": {53, 5432},
    "migrate": {53, 5432},
    "proxy": {53, 5005, 5006},
}


def test_every_pod_goes_out_only_where_it_must() -> None:
    policies = {
        part["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]: part["spec"]
        for part in of_kind("NetworkPolicy")
    }

    assert policies.keys() == EGRESS.keys()
    for name, spec in policies.items():
        assert set(spec["policyTypes"]) == {"Ingress", "Egress"}
        assert {port["port"] for rule in spec["egress"] for port in rule["ports"]} == EGRESS[name]
    (outside,) = [rule for rule in policies["server"]["egress"] if {"port": 443} in rule["ports"]]
    excepted = {network for to in outside["to"] for network in to["ipBlock"]["except"]}
    assert {"10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"} <= excepted


@pytest.mark.parametrize("pod", workloads())
def test_services_add_no_variables_that_look_like_settings(pod: dict[str, Any]) -> None:
    assert pod["enableServiceLinks"] is False
