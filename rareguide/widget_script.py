"""Hold the widget's script as it travels: compressed once, and under a name that only these bytes have."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli

from rareguide.settings import ROOT

WIDGET = ROOT / "widget"
SCRIPT = WIDGET / "dist" / "widget.js"
MODULE = WIDGET / "module.mjs"

LETTERS_OF_A_VERSION = 12
ANYBODY_MAY_LOAD_IT = {
    # Any page may load the script, also with its hash, which needs this; what it asks the server for is another matter.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}
FOR_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q=\s*([\d.]+))?\s*$")


@dataclass(frozen=True)
class WidgetScript:
    """Hold a script's bytes."""

    content: bytes

    @cached_property
    def _forms(self) -> Mapping[str, bytes]:
        """Return the script by its encodings, the smallest first."""
        return {
            "br": brotli.compress(self.content, mode=brotli.MODE_TEXT),
            "gzip": gzip.compress(self.content, mtime=0),
        }

    @cached_property
    def _digest(self) -> bytes:
        return hashlib.sha384(self.content).digest()

    @property
    def versioned_name(self) -> str:
        """Return the name under which these bytes, and never others, are served."""
        return f"widget-{self._digest.hex()[:LETTERS_OF_A_VERSION]}.js"

    @property
    def integrity(self) -> str:
        """Return what a page can hold the script to (W3C Subresource Integrity)."""
        return f"sha384-{base64.b64encode(self._digest).decode()}"

    @property
    def tag(self) -> str:
        """Return the entity tag."""
        return f'"{self._digest.hex()[:32]}"'

    def body(self, accepted: str) -> bytes:
        """Return the smallest form that a browser reads, by its `Accept-Encoding`."""
        return self._forms.get(self._encoding(accepted), self.content)

    def headers(self, accepted: str, *, for_ever: bool) -> dict[str, str]:
        """Return the headers of that form; weakly tagged, since its bytes are not those of the script itself."""
        encoding = self._encoding(accepted)
        headers = {**ANYBODY_MAY_LOAD_IT, "Cache-Control": FOR_EVER if for_ever else FOR_MINUTES}
        if not encoding:
            return {**headers, "ETag": self.tag}
        return {**headers, "ETag": f"W/{self.tag}", "Content-Encoding": encoding}

    def _encoding(self, accepted: str) -> str:
        codings = [coding.groups() for coding in map(_CODING.match, accepted.lower().split(",")) if coding]
        allowed = {name for name, quality in codings if quality is None or float(quality or 0) > 0}
        return next((name for name in self._forms if name in allowed), "")


def read_script(path: Path) -> WidgetScript:
    """Read a script from its file; the module names its own script as it is served."""
    return WidgetScript(path.read_bytes().replace(b"./dist/", b"./"))
