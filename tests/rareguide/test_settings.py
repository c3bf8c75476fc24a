"""Settings are declared once, documented, and named when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from rareguide.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(Settings.__fields__))
def test_every_setting_has_a_sentence_and_a_row_in_the_docs(name: str) -> None:
    assert Settings.__fields__[name].field_info.description
    assert f"| RAREGUIDE_{name.upper()} |" in (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


def test_defaults_need_no_server_and_no_key() -> None:
    settings = Settings(_env_file=None)

    assert settings.port == 5005
    assert settings.is_loopback
    assert settings.store_url == f"sqlite:///{ROOT / 'var' / 'rareguide.db'}"
    assert settings.conversations_url == f"sqlite:///{ROOT / 'var' / 'conversations.db'}"


def test_settings_come_from_a_file_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RAREGUIDE_PORT=6001\nRAREGUIDE_CONTACT_NAME=From the file\n", encoding="utf-8")
    monkeypatch.setenv("RAREGUIDE_PORT", "6002")

    settings = Settings(_env_file=tmp_path / ".env")

    assert (settings.port, settings.contact_name) == (6002, "From the file")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org", "127.example.org"])
def test_addresses_that_others_reach_are_no_loopback(host: str) -> None:
    assert not Settings(host=host).is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_this_machine_s_own_addresses_are_loopback(host: str) -> None:
    assert Settings(host=host).is_loopback


@pytest.mark.parametrize(("port", "staff_port"), [(5005, 5006), (5006, 5007), (65535, 65534)])
def test_the_staff_site_has_the_port_after_the_server_s(port: int, staff_port: int) -> None:
    assert Settings(_env_file=None, port=port).staff_port == staff_port


def test_the_staff_site_cannot_have_the_server_s_port() -> None:
    with pytest.raises(ValidationError) as problem:
        Settings(_env_file=None, port=5006, staff_port=5006)

    assert problem.value.errors()[0]["loc"] == ("staff_port",)
    assert problem.value.errors()[0]["msg"] == "must differ from RAREGUIDE_PORT, which is 5006 too"


def test_without_a_staff_site_its_port_is_free_for_the_server() -> None:
    assert Settings(port=5006, staff_port=0).port == 5006


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:5005"),
        ("0.0.0.0", "http://127.0.0.1:5005"),
        ("::", "http://[::1]:5005"),
        ("::1", "http://[::1]:5005"),
        ("rareguide.example.org", "http://rareguide.example.org:5005"),
    ],
)
def test_the_server_s_address_is_one_that_can_be_opened(host: str, address: str) -> None:
    assert Settings(host=host, port=5005).own_url == address
