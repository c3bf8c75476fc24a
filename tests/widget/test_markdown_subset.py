"""What the widget reads as Markdown: as a full renderer shows it in every shipped text, and text in all else."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.content import content_files, read_content

ROOT = Path(__file__).resolve().parents[2]
RUN = Path(__file__).parent / "browser" / "markdown.mjs"

Show = Callable[[list[str]], list[str]]


@pytest.fixture(scope="session")
def show(built_widget: Path) -> Show:
    """Return the widget's HTML for each of some texts."""

    def run(texts: list[str]) -> list[str]:
        command = ["node", str(RUN), str(built_widget)]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
        ("one  \ntwo\\\nthree", "<p>one<br />two<br />three</p>"),
        (
            "*a* _b_ **c** __d__ ***e***",
            "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <strong><em>e</em></strong></p>",
        ),
        ("2 * 3 * 4, snake_case_word, **open", "<p>2 * 3 * 4, snake_case_word, **open</p>"),
        (r"\*not\* \[1\] \\", r"<p>*not* [1] \</p>"),
        ("Seen.[1][12]", "<p>Seen.[1][12]</p>"),
        ("# One #\n### Two", "<h1>One</h1><h3>Two</h3>"),
        ("#hashtag", "<p>#hashtag</p>"),
        ("- a\n- b\n  - c\n\nd", "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><p>d</p>"),
        ("3. a\n4. b", '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'),
        ("It was in\n1986. Later", "<p>It was in 1986. Later</p>"),
        (
            "[a](https://x.example/b_(c)) <tel:911>",
            '<p><a href="https://x.example/b_(c)">a</a> <a href="tel:911">tel:911</a></p>',
        ),
        ("See https://x.example/y.", '<p>See <a href="https://x.example/y">https://x.example/y</a>.</p>'),
        ("[a](javascript:x) [b](data:x) [c](/d)", "<p>[a](javascript:x) [b](data:x) [c](/d)</p>"),
        ("[a](java&#115;cript:x) [b](\tjavascript:x)", "<p>[a](java&amp;#115;cript:x) [b](    javascript:x)</p>"),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>"),
    ],
)
def test_examples(show: Show, markdown: str, html: str) -> None:
    assert show([markdown]) == [html]


def test_every_shipped_body_is_shown_as_a_full_renderer_shows_it(show: Show) -> None:
    files = content_files(ROOT / "knowledge" / "content")
    bodies = [section.body for file in files for section in read_content(file).sections]
    full = MarkdownIt("commonmark", {"html": False})

    assert bodies
    assert [_plain(html) for html in show(bodies)] == [_plain(full.render(body)) for body in bodies]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="ab1 *_[]()\\<>#-.\n!&:/h\u00e9"), min_size=60, max_size=60))
def test_whatever_is_written_only_known_elements_come_of_it(show: Show, texts: list[str]) -> None:
    known = r'</?(?:p|em|strong|ul|ol|li|h[1-6])>|<ol start="\d+">|<br />|<a href="(?:https?|mailto|tel):[^"\s]+">|</a>'

    for html in show(texts):
        assert "<" not in re.sub(known, "", html)


def _plain(html: str) -> str:
    """Leave out what differs without being seen: white space around blocks, and paragraphs around a list's items."""
    html = re.sub(r"(?<=<li>)\s*<p>(.*?)</p>", r"\1", html, flags=re.DOTALL)
    html = re.sub(r"\s*(<br />|</?(?:ul|ol|li|p|h\d)[^>]*>)\s*", r"\1", html)
    return re.sub(r"\s+", " ", html)
