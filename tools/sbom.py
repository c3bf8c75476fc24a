"""Write a list of all packages that RareGuide stands on, in the form of CycloneDX: `make sbom`.

Names, versions and hashes come from `requirements.lock` and `widget/package-lock.json`, licences of Python packages
from what is installed. Packages to develop with are in it too, as they are in the locks.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from rareguide.settings import ROOT

PYTHON_LOCK = ROOT / "requirements.lock"
NPM_LOCK = ROOT / "widget" / "package-lock.json"
DEFAULT = ROOT / "var" / "sbom.json"
LONGEST_LICENSE_NAME = 80
"""Some packages have the whole text where the name belongs."""

_LOCKED = re.compile(r"^([\w.-]+)==(\S+) .*\n((?:    --hash=.*\n)+)", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "


def build_sbom() -> Bom:
    """Return the list; raise `OSError` when a lock cannot be read."""
    bom = Bom(components=[*python_components(PYTHON_LOCK.read_text(encoding="utf-8")), *npm_components()])
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', project, re.MULTILINE)
    own = Component(
        name="rareguide", version=version and version[1], type=ComponentType.APPLICATION, bom_ref="rareguide"
    )
    bom.metadata.component = own
    direct = {name.lower() for name in re.findall(r'^    "([\w.-]+)[=<>"]', project, re.MULTILINE)}
    bom.register_dependency(own, [one for one in bom.components if not one.group and one.name.lower() in direct])
    return bom


def python_components(lock: str) -> Iterator[Component]:
    """Yield the packages of a lock, with the hashes of all files that may be installed."""
    for name, version, hashes in _LOCKED.findall(lock):
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"pypi:{name}",
            purl=PackageURL("pypi", None, name, version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in re.findall(r"sha256:(\w+)", hashes)],
            licenses=_licenses(_license_of(name)),
        )


def npm_components() -> Iterator[Component]:
    """Yield the packages that the widget is built of and tested with."""
    packages: dict[str, Any] = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if not path:
            continue
        scope, _, name = path.rpartition("node_modules/")[2].rpartition("/")
        algorithm, _, digest = package["integrity"].partition("-")
        yield Component(
            group=scope or None,
            name=name,
            version=package["version"],
            type=ComponentType.LIBRARY,
            bom_ref=f"npm:{path}",
            purl=PackageURL("npm", scope or None, name, package["version"]),
            hashes=[HashType(alg=_ALGORITHMS[algorithm], content=base64.b64decode(digest).hex())],
            licenses=_licenses(package.get("license", "")),
        )


_ALGORITHMS = {"sha512": HashAlgorithm.SHA_512, "sha1": HashAlgorithm.SHA_1}


def _licenses(stated: str) -> list[License]:
    return [LicenseFactory().make_from_string(stated)] if stated else []


def _license_of(name: str) -> str:
    """Return what an installed package states of its licence, or nothing."""
    try:
        about: Any = metadata(name)
    except PackageNotFoundError:
        return ""
    named = [about.get("License-Expression"), about.get("License")]
    classifiers = [text for text in about.get_all("Classifier") or () if text.startswith(_CLASSIFIER)]
    named += [text.removeprefix(_CLASSIFIER) for text in classifiers]
    fit = [text for text in named if text and text != "UNKNOWN" and len(text) <= LONGEST_LICENSE_NAME]
    return fit[0].strip() if fit and "\n" not in fit[0] else ""


def main() -> None:
    """Write the list to the file that is named, else below `var/`."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    file.parent.mkdir(parents=True, exist_ok=True)
    bom = build_sbom()
    file.write_text(f"{JsonV1Dot6(bom).output_as_string(indent=2)}\n", encoding="utf-8")
    print(f"Written: {file} ({len(bom.components)} packages)")


if __name__ == "__main__":
    main()
