"""The files in `deploy/` agree with each other and with the project, as far as can be told without running them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rareguide.settings import ROOT, Settings
from tests.cluster.test_nginx_configuration import DEPLOY, read_yaml
from tools.postgres import NO_WORDS_IN_THE_LOG

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

    assert len(selectors) == 8
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
