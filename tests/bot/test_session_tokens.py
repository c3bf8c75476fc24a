"""The widget's session tokens: only ours are taken, and the key is made once."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.session_tokens import InvalidToken, conversation_of, new_token, session_secret
from rareguide.settings import SESSION_KEY, Settings

SECRET = b"a secret"


def test_a_token_names_its_conversation() -> None:
    token = new_token(SECRET)

    assert conversation_of(token, SECRET) == token.split(".")[0]
    assert new_token(SECRET) != token


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: f"x{t}", lambda t: t.split(".")[0], lambda t: "é.é"])
def test_a_token_that_was_changed_is_refused(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidToken):
        conversation_of(change(new_token(SECRET)), SECRET)


def test_signature_and_conversation_of_two_tokens_do_not_mix() -> None:
    one, other = new_token(SECRET).split("."), new_token(SECRET).split(".")

    with pytest.raises(InvalidToken):
        conversation_of(f"{one[0]}.{other[1]}", SECRET)


@example("\ud800.x")
@example("a.\udfff")
@given(st.text(st.characters()))
def test_nothing_that_is_made_up_is_taken(token: str) -> None:
    """Halves of surrogate pairs, which a header that is no UTF-8 comes as, raised another error."""
    with pytest.raises(InvalidToken):
        conversation_of(token, SECRET)


def test_a_token_of_another_server_is_refused() -> None:
    with pytest.raises(InvalidToken):
        conversation_of(new_token(b"another secret"), SECRET)


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
