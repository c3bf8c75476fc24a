"""The examples for sites, each opened in a browser as a site would have it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.widget.stub_server import HTML, SCRIPT, StubServer

Play = Callable[[str], Any]

BUILD = Path(__file__).parent / "browser" / "build_examples.mjs"
APPLICATION = (
    "<!doctype html><html lang='en'><title>App</title><main id='app'></main><script src='/app.js'></script></html>"
)


@pytest.fixture(scope="session")
def built_examples(built_widget: Path) -> Path:
    """The folder with the examples for React and Vue, bundled."""
    done = subprocess.run(["node", str(BUILD), str(built_widget)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return built_widget / "examples"


@pytest.mark.parametrize("framework", ["react", "vue"])
def test_a_route_change_keeps_panel_and_half_typed_text(
    framework: str, play: Play, stub: StubServer, built_examples: Path
) -> None:
    stub.files["/app"] = (HTML, APPLICATION.encode())
    stub.files["/app.js"] = (SCRIPT, (built_examples / f"{framework}.built.js").read_bytes())

    assert play("inApplication") == {
        "topics": [[], ["Ménière’s disease"]],
        "isOpen": True,
        "half": "Half a ques",
        "elements": 1,
        "turns": 1,
    }


def test_the_plain_page_has_the_widget(play: Play, stub: StubServer, built_widget: Path) -> None:
    page = (built_widget / "examples" / "plain.html").read_text(encoding="utf-8")
    stub.files["/example"] = (HTML, page.replace("http://127.0.0.1:5005", "").encode())

    assert play("onExamplePage") == {"title": "Ask about rare conditions", "turns": 1}


def test_the_tag_of_the_wordpress_plugin_has_the_widget(play: Play, stub: StubServer, built_widget: Path) -> None:
    """There is no WordPress here: the tag is put together as its functions do."""
    plugin = (built_widget / "examples" / "wordpress.php").read_text(encoding="utf-8")
    (path,) = re.findall(r"RAREGUIDE_SERVER \. '([^']+)'", plugin)
    attributes = dict(re.findall(r"\$attributes\['(data-[\w-]+)'\] = '([^']*)'", plugin))
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    tag = f"<script src='{path}' id='rareguide-js' defer data-wp-strategy='defer' {said}></script>"
    stub.files["/example"] = (HTML, f"<!doctype html><html lang='en'><title>Page</title>{tag}</html>".encode())

    assert play("onExamplePage") == {"title": "Ask about rare conditions", "turns": 1}
