"""The widget's session tokens: only ours are taken, and the key is made once."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.session_tokens import InvalidToken, Session, SessionTokens, session_secret
from rareguide.settings import SESSION_KEY, Settings

DAY = 24 * 60 * 60.0
TOKENS = SessionTokens(b"a secret", life=7 * DAY)


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many days pass."""
    now = time.time()

    def pass_by(days: float) -> None:
        monkeypatch.setattr("bot.channels.session_tokens.time.time", lambda: now + days * DAY)

    return pass_by


def test_a_token_names_its_conversation() -> None:
    token = TOKENS.new()

    assert TOKENS.read(token) == Session(token.split(".")[0])
    assert TOKENS.new() != token


def test_a_token_that_is_not_used_for_its_life_ends(days_later: Callable[[float], None]) -> None:
    """Tokens never ended: whoever had copied one could read along for ever."""
    token = TOKENS.new()

    days_later(6.9)
    assert TOKENS.read(token).conversation
    days_later(7.1)
    with pytest.raises(InvalidToken):
        TOKENS.read(token)


def test_a_token_in_use_is_renewed_and_goes_on_with_the_same_conversation(days_later: Callable[[float], None]) -> None:
    token = TOKENS.new()
    conversation = TOKENS.read(token).conversation

    for day in range(1, 30):
        days_later(day)
        session = TOKENS.read(token)
        assert session.conversation == conversation
        assert session.renewed is not None
        token = session.renewed


def test_a_conversation_can_be_forgotten_with_an_old_token(days_later: Callable[[float], None]) -> None:
    token = TOKENS.new()

    days_later(400)

    assert TOKENS.read_of_any_age(token) == token.split(".")[0]


@pytest.mark.parametrize("change", [lambda t: t[:-2], lambda t: f"x{t}", lambda t: t.split(".")[0], lambda t: "é.é"])
def test_a_token_that_was_changed_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(change(TOKENS.new()))
    with pytest.raises(InvalidToken):
        TOKENS.read_of_any_age(change(TOKENS.new()))


def test_parts_of_two_tokens_do_not_mix(days_later: Callable[[float], None]) -> None:
    one = TOKENS.new().split(".")
    days_later(3)
    other = TOKENS.new().split(".")

    for mixed in ([one[0], *other[1:]], [one[0], other[1], one[2]], [*one[:2], other[2]]):
        with pytest.raises(InvalidToken):
            TOKENS.read(".".join(mixed))


@example("\ud800.x")
@example("a.\udfff")
@example("a.b.c")
@given(st.text(st.characters()))
def test_nothing_that_is_made_up_is_taken(token: str) -> None:
    """Halves of surrogate pairs, which a header that is no UTF-8 comes as, raised another error."""
    with pytest.raises(InvalidToken):
        TOKENS.read(token)


def test_a_token_of_another_server_is_refused() -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(SessionTokens(b"another secret", life=DAY).new())


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: session_secret(settings), range(8)))

    assert len(keys) == 1
    assert stat.S_IMODE((tmp_path / SESSION_KEY).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [SESSION_KEY]


def test_a_key_from_the_settings_is_used(tmp_path: Path) -> None:
    assert session_secret(Settings(data_dir=tmp_path, session_secret="given to all servers")) == b"given to all servers"
    assert not (tmp_path / SESSION_KEY).exists()


def test_two_processes_that_start_together_use_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from bot.channels.session_tokens import session_secret; from rareguide.settings import Settings\n"
        "print(session_secret(Settings(data_dir=Path(sys.argv[1]))).hex())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    keys = {process.communicate(timeout=120)[0].strip() for process in started}

    assert keys == {(tmp_path / SESSION_KEY).read_bytes().hex()}
