"""Drive Firefox and WebKit by the protocols that they speak themselves: WebDriver BiDi, and WebDriver over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import re
import subprocess
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any, Protocol

import aiohttp

from tests.support.live_server import free_port

KEYS = {"Enter": "\ue007", "ArrowDown": "\ue015", "Escape": "\ue00c", "Tab": "\ue004"}
"""As the WebDriver standard numbers them."""
SECONDS_TO_START = 60
SECONDS_TO_HAPPEN = 20
QUIET_FIREFOX = {
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
IN_WIDGET = """
const widget = document.querySelector("rare-guide")?.shadowRoot;
const found = (() => {%s})() ?? null;
return JSON.stringify(found instanceof Element ? true : found);
"""


class Window(Protocol):
    """Hold a browser's window."""

    async def go_to(self, address: str) -> None:
        """Load a page."""

    async def evaluate(self, body: str) -> str:
        """Run the body of a function in the page and return its text."""

    async def press(self, keys: Iterable[str]) -> None:
        """Press keys one after the other, as on a keyboard."""


async def run(window: Window, body: str) -> Any:
    """Run the body of a function in which `widget` is the widget's shadow root; return what it returns."""
    return json.loads(await window.evaluate(IN_WIDGET % body))


async def until(window: Window, body: str) -> Any:
    """Return what a body returns as soon as that is true."""
    deadline = time.monotonic() + SECONDS_TO_HAPPEN
    while True:
        found = await run(window, body)
        if found:
            return found
        if time.monotonic() > deadline:
            seen = await run(window, "return widget?.querySelector('dialog')?.innerText")
            raise AssertionError(f"{body} did not come true; the panel says: {seen}")
        await asyncio.sleep(0.05)


async def type_text(window: Window, selector: str, text: str, *keys: str) -> None:
    """Type into a part of the widget."""
    await run(window, f"widget.querySelector({selector!r}).focus()")
    await window.press([*text, *(KEYS[key] for key in keys)])


def key_actions(keys: Iterable[str]) -> list[dict[str, Any]]:
    strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": strokes}]


class _Bidi:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self.context = ""

    async def send(self, method: str, **parameters: Any) -> Any:
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=SECONDS_TO_START)
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    async def go_to(self, address: str) -> None:
        await self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    async def evaluate(self, body: str) -> str:
        target = {"context": self.context}
        answer = await self.send(
            "script.evaluate", expression=f"(() => {{{body}}})()", target=target, awaitPromise=False
        )
        assert answer["type"] == "success", answer
        return str(answer["result"]["value"])

    async def press(self, keys: Iterable[str]) -> None:
        await self.send("input.performActions", context=self.context, actions=key_actions(keys))


class _WebDriver:
    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    async def send(self, path: str, **parameters: Any) -> Any:
        async with self._session.post(self._address + path, json=parameters) as answer:
            value = (await answer.json())["value"]
            assert answer.status == 200, value
            return value

    async def go_to(self, address: str) -> None:
        await self.send("/url", url=address)

    async def evaluate(self, body: str) -> str:
        return str(await self.send("/execute/sync", script=body, args=[]))

    async def press(self, keys: Iterable[str]) -> None:
        await self.send("/actions", actions=key_actions(keys))


@contextlib.asynccontextmanager
async def firefox(folder: Path) -> AsyncIterator[Window]:
    """Open a window of Firefox with a profile in a folder."""
    preferences = "".join(f"user_pref({name!r}, {json.dumps(value)});\n" for name, value in QUIET_FIREFOX.items())
    (folder / "user.js").write_text(preferences.replace("'", '"'), encoding="utf-8")
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with _process(command) as process, _timer(process):
        assert process.stderr is not None
        listening = (re.search(r"ws://\S+", line) for line in process.stderr)
        address = next(found[0] for found in listening if found)
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address}/session", max_msg_size=0) as socket,
        ):
            window = _Bidi(socket)
            await window.send("session.new", capabilities={})
            tree = await window.send("browsingContext.getTree")
            window.context = tree["contexts"][0]["context"]
            yield window


@contextlib.asynccontextmanager
async def webkit(folder: Path) -> AsyncIterator[Window]:
    """Open a window of WebKit's small browser, on a screen that nobody sees."""
    port = free_port()
    (browser,) = list(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))[:1]
    environment = {**os.environ, "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with _process(["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"], environment):
        async with aiohttp.ClientSession() as session:
            wanted = {"webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]}}
            address = f"http://127.0.0.1:{port}/session"
            known = await _new_session(session, address, {"capabilities": {"alwaysMatch": wanted}})
            yield _WebDriver(session, f"{address}/{known}")
            await session.delete(f"{address}/{known}")


async def _new_session(session: aiohttp.ClientSession, address: str, wanted: dict[str, Any]) -> str:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            async with session.post(address, json=wanted) as answer:
                value = (await answer.json())["value"]
                assert answer.status == 200, value
                return str(value["sessionId"])
        except aiohttp.ClientConnectorError:
            assert time.monotonic() < deadline, "WebKitWebDriver does not listen"
            await asyncio.sleep(0.1)


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str] | None = None) -> Any:
    """Run a program with its children as a group of their own, which ends with it."""
    options: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)


@contextlib.contextmanager
def _timer(process: subprocess.Popen[str]) -> Any:
    """End a program that does not say in time where it listens."""
    loop = asyncio.get_running_loop()
    timer = loop.call_later(SECONDS_TO_START * 3, process.kill)
    try:
        yield
    finally:
        timer.cancel()
