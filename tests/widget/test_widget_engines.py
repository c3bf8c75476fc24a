"""The widget in Firefox and in WebKit: conversation, form, live chat and states, as in Chromium."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.widget.engines import Window, firefox, run, type_text, until, webkit
from tests.widget.made_up_turns import DISCLAIMER, turn
from tests.widget.stub_server import StubServer

Open = Callable[[Path], AbstractAsyncContextManager[Window]]
ENGINES = {"firefox-esr": firefox, "WebKitWebDriver": webkit}


@pytest.mark.parametrize("program", ENGINES)
def test_a_visitor_finds_asks_requests_and_chats(program: str, stub: StubServer, tmp_path: Path) -> None:
    if shutil.which(program) is None and not os.environ.get("CI"):
        pytest.skip(f"{program} is not installed.")

    asyncio.run(_visit(ENGINES[program], stub, tmp_path))

    assert stub.received[:3] == ["Larkfield syndrome", "How long do people live?", "I cannot breathe, what causes it?"]
    assert stub.requests == [
        {"question": "Can she fly?", "name": "skip", "contact": "maria@larkfield.example", "language": "English"}
    ]
    assert stub.sessions == 1


async def _visit(engine: Open, stub: StubServer, folder: Path) -> None:
    async with engine(folder) as window:
        await window.go_to(stub.url)
        await until(window, "return widget?.querySelector('.launcher')")
        await run(window, "widget.querySelector('.launcher').click()")
        await _finds_a_condition(window)
        await _asks(window)
        await _requests_a_person(window)
        await _chats(window, stub)
        await _leaves_and_comes_back(window)


async def _finds_a_condition(window: Window) -> None:
    assert await until(window, "return widget.querySelectorAll('.starter').length") == 4
    await type_text(window, "#search", "marsh")
    await until(window, "return widget.querySelector('#found li')")
    await type_text(window, "#search", "", "ArrowDown", "Enter")
    await until(window, "return widget.querySelector('.turn')")


async def _asks(window: Window) -> None:
    await type_text(window, "#question", "How long do people live?", "Enter")
    said = await until(window, "return widget.querySelector('.highlights')?.innerText")
    assert said.startswith("Most people with it live as long as anybody else.")
    assert await run(window, "return widget.querySelector('.topic-name').innerText") == "About: Larkfield syndrome"
    assert (await run(window, "return widget.querySelector('.disclaimer summary').innerText")).strip() == DISCLAIMER
    # The small print, the text box and the answer are in sight.
    assert await run(
        window,
        "const seen = (part) => { const box = widget.querySelector(part).getBoundingClientRect();"
        "return box.height > 10 && box.top >= 0 && box.bottom <= innerHeight + 1; };"
        "return ['.fine-print', '#question', '.highlights', 'header'].every(seen)",
    )
    await type_text(window, "#question", "I cannot breathe, what causes it?", "Enter")
    assert await until(window, "return widget.querySelector('.alarm a')?.href") == "tel:911"


async def _requests_a_person(window: Window) -> None:
    await run(window, "widget.querySelector('.talk').click()")
    await until(window, "return widget.querySelector('#request-question')")
    await type_text(window, "#request-question", "Can she fly?")
    await type_text(window, "#request-contact", "nothing", "Enter")
    await until(window, "return widget.querySelector('#request-contact-error')")
    await run(window, "widget.querySelector('#request-contact').value = ''")
    await type_text(window, "#request-contact", "maria@larkfield.example", "Enter")
    await until(window, "return /what will be sent/.test(widget.querySelector('.request .words')?.innerText)")
    await run(window, "widget.querySelector('.request .main').click()")
    await until(window, "return /RG-/.test(widget.querySelector('.status')?.innerText)")


async def _chats(window: Window, stub: StubServer) -> None:
    handoff = {"ticket": "RG-7F3K92QX", "status": "with_operator", "asks_for": None}
    words = turn("handoff", "Good morning.", author="operator", author_name="Noor", handoff=handoff, sequence=1)
    stub.pushed.append(words)
    assert await until(window, "return widget.querySelector('.operator .name')?.innerText") == "Noor"
    assert await run(window, "return widget.querySelector('.status').innerText.trim()") == "You are talking to Noor"


async def _leaves_and_comes_back(window: Window) -> None:
    await type_text(window, "#question", "Half a ques", "Escape")
    await until(window, "return widget.activeElement?.className === 'launcher'")
    await run(window, "widget.querySelector('.launcher').click(); window.isLeft = true; location.reload()")
    await until(
        window, "return !window.isLeft && widget?.querySelector('.operator') && widget.querySelector('#question').value"
    )
    assert await run(window, "return widget.querySelector('#question').value") == "Half a ques"
