"""The list of packages holds all that is locked, and is what CycloneDX says that it must be."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, RefResolver

from rareguide.settings import ROOT


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The list that `make sbom` writes."""
    file = tmp_path_factory.mktemp("sbom") / "sbom.json"
    subprocess.run([sys.executable, "-m", "tools.sbom", str(file)], cwd=ROOT, check=True)
    return json.loads(file.read_text(encoding="utf-8"))


def schema(name: str) -> Any:
    package = importlib.util.find_spec("cyclonedx")
    assert package is not None
    assert package.origin is not None
    return json.loads((Path(package.origin).parent / "schema" / "_res" / f"{name}.SNAPSHOT.schema.json").read_text())


def test_it_is_valid(sbom: Any) -> None:
    whole, base = schema("bom-1.6"), "http://cyclonedx.org/schema"
    parts = {f"{base}/{name}.SNAPSHOT.schema.json": schema(name) for name in ("spdx", "jsf-0.82")}
    resolver = RefResolver.from_schema(whole, store=parts)

    assert [error.message for error in Draft7Validator(whole, resolver=resolver).iter_errors(sbom)] == []
    assert [*Draft7Validator(whole, resolver=resolver).iter_errors({**sbom, "components": [{"name": 1}]})]


def test_it_has_every_locked_package_with_its_hashes(sbom: Any) -> None:
    found = {component["purl"]: component for component in sbom["components"]}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    python = re.findall(r"^([\w.-]+)==(\S+)", lock, flags=re.MULTILINE)
    npm = json.loads((ROOT / "widget" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {
        f"pkg:npm/{path.rpartition('node_modules/')[2].replace('@', '%40')}@{package['version']}"
        for path, package in npm.items()
        if path
    }

    assert len(python) > 200
    assert found.keys() == {f"pkg:pypi/{name}@{version}" for name, version in python} | packages
    assert all(component["hashes"] for component in found.values())
    hashes = {one["content"] for component in found.values() for one in component["hashes"] if one["alg"] == "SHA-256"}
    assert hashes == set(re.findall(r"sha256:(\w+)", lock))


def test_licences_are_given_where_they_are_known(sbom: Any) -> None:
    licences = {component["name"]: component.get("licenses") for component in sbom["components"]}

    assert sum(map(bool, licences.values())) > 0.9 * len(licences)
    assert licences["sqlalchemy"] == [{"license": {"id": "MIT"}}]
    assert licences["esbuild"] == [{"license": {"id": "MIT"}}]
