"""What settings may be: each with values that are right and wrong, and what is said of all that is wrong at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from bot.safety.alarm import NUMBERS
from commands.cli import app
from rareguide.declaring import problems_of, variable
from rareguide.masking import masked
from rareguide.settings import Settings, load_settings

KEY = "OtVm3Wh1cKYCkWdaFvDdzBlS4HUpDq2mCqNgvFDyRHc="
OWN_SECRET = (["0123456789abcdef"], ["tiny", "sixteen letters\n", "schlüssel-mit-16-zeichen", " 0123456789abcdef"])
WEB = (
    ["https://www.example.org", "http://127.0.0.1:8080/page?a=b", "https://[2001:db8::1]/"],
    (
        "www.example.org|ftp://example.org|https://|https:///page|https://a b.org|javascript:alert(1)|//example.org|"
        "https://a.example/\\b|"
        "https://example.org:many|https://example.org:0|https://example.org:70000|https://exa_mple..org"
    ).split("|"),
)
HOST = (
    ["0.0.0.0", "::1", "localhost", "rareguide.example.org"],
    ["", "a b", "http://a", "127.0.0", "1.2.3.4.5", "a:1"],
)
DATABASE = (
    [
        "postgresql://u:p@db.example.org:5432/name",
        "postgresql+psycopg2://u@/name?host=/run/postgresql",
        "sqlite:////a/b.db",
    ],
    (
        "mysql://u:p@h/d|postgres://u:p@h/d|postgresql+asyncpg://u:p@h/d|postgresql://u:p@h|nonsense|sqlite://|"
        f"sqlite:////{'a' * 300}/b.db|sqlite:///:memory:|sqlite:////a.db?mode=ro|postgresql://u:p@ss@h/d|postgresql://u:p@h:many/d"
    ).split("|"),
)
DAYS = (["1", "3650"], ["0", "-1", "1.5", "a year", "3651", "nan"])
HOURS = (["0.5", "24"], ["0", "-1", "nan", "inf", "all", "9999"])
TABLE: dict[str, tuple[list[str], list[str]]] = {
    "port": (["1", "65535"], ["", "0", "many", "65536", "-1", "80.5", "tcp://10.0.0.1:80"]),
    "host": HOST,
    "data_dir": (["var", "/tmp", "/tmp/not/yet/made"], ["", "/etc/passwd", "/etc/passwd/below", "a\0b", "a" * 300]),
    "database_url": DATABASE,
    "tracker_url": DATABASE,
    "content_dir": (
        ["", "knowledge/content"],
        ["knowledge/no-such-folder", "README.md", "README.md/below", "a\0b", "a" * 300],
    ),
    "rest_key": OWN_SECRET,
    "action_endpoint": WEB,
    "session_secret": OWN_SECRET,
    "allowed_origins": (
        ["https://example.org", "https://a.example, http://b.example:8080/"],
        "*|example.org|https://a.example/page|https://a.example;https://b.example|https://u@a.example".split("|"),
    ),
    "proxies": (["0", "3"], ["-1", "one", "100", ""]),
    "redis_url": (
        ["redis://h", "redis://:p@h:6379/1", "rediss://u:p@h", "unix:///run/redis.sock"],
        (
            "h:6379|http://h|redis://|redis://h:many|redis://h/first|redis://:p@ss@h|unix://|"
            "redis://h?socket_timeout=soon|redis://h?no_such_option=1|rediss://h?ssl_cert_reqs=sometimes"
        ).split("|"),
    ),
    "messages_per_minute": (["1", "600"], ["0", "-1", "many", "1.5"]),
    "address_messages_per_minute": (["1", "600"], ["0", "-1", "many", "1.5"]),
    "session_days": (["0.5", "7"], ["0", "-1", "nan", "a week", "366"]),
    "resend_hours": HOURS,
    "feedback_retention_days": DAYS,
    "region": (["US", "us", ""], ["GB", "United States", "U S"]),
    "phone_region": (["US", "GB", "DE", ""], ["us", "XX", "United States", "+44"]),
    "contact_name": (["Larkfield Information Line"], ["", "  ", "two\nlines", "x" * 501]),
    "contact_phone": (["", "555-0100", "+1 (555) 0100 ext. 2"], ["foo", "call us", "12", "555-0100\n"]),
    "contact_email": (
        ["", "a@b.example", "o'hara+rare@example.org"],
        ["foo", "a@", "@b.example", "a b@c.example", "a@b"],
    ),
    "contact_url": WEB,
    "contact_hours": (["", "Mondays, from nine to five"], ["two\nlines", "x" * 501]),
    "disclaimer_text": (["Not a doctor.", "Two\nlines."], ["", " ", "a\x1b[2Jb", "a\0b"]),
    "widget_starters": (
        ["", "person", "help, person"],
        ["nobody", "person; help", "help, person, help, person, help"],
    ),
    "disclaimer_url": WEB,
    "tracker_retention_days": (["0", "3650"], ["-1", "1.5", "a month", ""]),
    "max_message_characters": (["100", "20000"], ["99", "many", "100001"]),
    "turn_timeout_seconds": (["0.2", "30"], ["0", "-1", "nan", "inf", "soon"]),
    "log_level": (["debug", "WARNING"], ["LOUD", "", "3"]),
    "log_format": (["json", "TEXT"], ["xml", ""]),
    "handoff_wait_minutes": (["0.5", "60"], ["0", "-1", "nan", "inf", "soon", "1441"]),
    "handoff_retention_days": DAYS,
    "handoff_receipts_per_hour": (["0", "60"], ["-1", "", "many", "1.5"]),
    "handoff_conversation_requests": (["1", "1000"], ["0", "-1", "many", "1001"]),
    "handoff_network_requests": (["1", "20"], ["0", "-1", "many", "1.5"]),
    "handoff_open_requests": (["1", "500"], ["0", "-1", "many", "1.5"]),
    "handoff_key": ([KEY, f"{KEY}, {KEY}"], ["abc", ",,", " , ,", f"{KEY},abc", KEY[:-1], f"{KEY};{KEY}"]),
    "business_hours": (
        ["", "Mon-Fri 09:00-17:00", "Mon, Wed 9:00-12:00, 13:00-17:00; Sat 10:00-24:00"],
        ";|9 to 5|Mon-Fri|Mon-Fri 17:00-09:00|Mon-Fri 9-17|Foo 09:00-17:00|Mon 09:60-17:00|Mon 09:00-25:00".split("|"),
    ),
    "time_zone": (["UTC", "America/New_York"], ["", "Boston", "EST5", "america", "../etc/passwd", "/etc/localtime"]),
    "holidays": (["", "US", "us-ny", "DE-BY"], ["XX", "US-ZZ", "U", "United States"]),
    "smtp_url": (
        ["smtp://mail.example.org", "smtp://u:p%40ss@mail.example.org:587?starttls=1", "smtps://[::1]:465"],
        "mail.example.org|mail.example.org:587|http://mail.example.org|smtp://|smtp://h:many|smtp://h:0".split("|")
        + "smtp://u:p@ss@h|smtp://h?starttls=yes|smtp://h?tls=1|smtp://h/path|smtps://h?starttls=1".split("|"),
    ),
    "imap_url": (
        ["imaps://desk:p%40ss@mail.example.org/INBOX", "imap://u:p@a.example?starttls=1", "imaps://u:p@[::1]:993"],
        (
            "mail.example.org|smtp://u:p@h|imap://h|imaps://|imap://u:p@h:many|imap://u:p@ss@h|imap://u:p@h?tls=1|"
            "imaps://u:p@h?starttls=1"
        ).split("|"),
    ),
    "mail_from": (
        ["bot@example.org", "RareGuide <bot@example.org>"],
        ["bot", "RareGuide", "<bot>", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"],
    ),
    "handoff_mail_to": (
        ["desk@example.org", "Desk <desk@example.org>, other@example.org"],
        ["desk", "desk@example.org; other@example.org", "desk@example.org, other", "a@b.example\nBcc: c@d.example"],
    ),
    "webhook_url": WEB,
    "webhook_secret": OWN_SECRET,
    "webhook_loopback": (["true", "False", "1", "0", "yes", "NO", "on", "off"], ["yes please", "", "2", "maybe"]),
    "chatwoot_url": WEB,
    "chatwoot_inbox": (["kJ7dGf"], ["a\nb", "ä"]),
    "chatwoot_secret": (["kJ7dGf"], ["a\nb", "ä", " kJ7dGf"]),
    "zammad_url": WEB,
    "zammad_token": (["kJ7dGf-1_2"], ["a\nb", "ä", " kJ7dGf"]),
    "zammad_group": (["Users", "Rare diseases::First"], ["", " ", "a\nb"]),
    "staff_port": (["0", "5006"], ["", "many", "65536", "-1"]),
    "staff_host": HOST,
    "staff_url": (
        ["https://staff.example.org", "https://staff.example.org/", "http://127.0.0.1:8080"],
        [*WEB[1], *(f"https://{rest}" for rest in ("a.example/page", "a.example?b=c", "a.example#b", "u:p@a.example"))],
    ),
    "staff_session_hours": HOURS,
    "staff_second_factor": (["optional", "administrators", "all"], ["", "yes", "everyone"]),
    "staff_oidc_issuer": (
        [
            "",
            "https://login.example.org/realms/staff",
            "https://a.example/",
            "http://127.0.0.1:8080",
            "http://localhost",
        ],
        [
            *WEB[1],
            *(f"https://{rest}" for rest in ("a.example?b=c", "a.example#b", "u:p@a.example")),
            "http://a.example",
        ],
    ),
    "staff_oidc_client_id": (["", "rareguide-staff", "0b5e7c1e-4f"], ["a\nb", "x" * 501]),
    "staff_oidc_client_secret": (["", "kJ7dGf"], ["a\nb", "ä", " kJ7dGf"]),
    "staff_oidc_roles": (
        ["", "help-desk=operator", "cn=a,ou=b=operator; cn=a,ou=b=editor; it team = administrator"],
        ["help-desk", "=operator", "help-desk=boss", "help-desk=Operator", ";", "a=operator\nb=editor"],
    ),
    "staff_oidc_claim": (["roles", "realm_access.roles", "https://a.example/roles"], ["", " ", "a\nb"]),
    "staff_oidc_scopes": (
        ["openid", "openid email groups"],
        ["", "email", "openid  email", "openid e\nmail", "openid ä"],
    ),
    "staff_oidc_name": (["Larkfield Hospital"], ["", " ", "a\nb"]),
    "staff_passwords": (["true", "Yes", "on", "1"], ["", "2", "maybe"]),
    "staff_audit_retention_days": (["0", "2190", "36500"], ["-1", "1.5", "for ever", "36501", "nan"]),
}
SECRETS = {
    *("rest_key", "session_secret", "handoff_key", "webhook_secret", "chatwoot_secret", "zammad_token"),
    "staff_oidc_client_secret",
}


def test_the_regions_are_those_whose_numbers_are_known() -> None:
    assert all(Settings(_env_file=None, region=region).region == region for region in NUMBERS)
    assert len(NUMBERS) == Settings.__fields__["region"].field_info.extra["kind"].may_be.count(" or ")


def rows(place: int) -> list[Any]:
    return [pytest.param(name, value, id=f"{name}-{value!r}") for name in TABLE for value in TABLE[name][place]]


def test_the_table_has_every_setting() -> None:
    assert set(TABLE) == set(Settings.__fields__)


@pytest.mark.parametrize(("name", "value"), rows(0))
def test_what_may_be_is_taken(name: str, value: str) -> None:
    Settings(_env_file=None, **{name: value})


@pytest.mark.parametrize(("name", "value"), rows(1))
def test_what_may_not_be_is_refused_with_what_may(name: str, value: str) -> None:
    with pytest.raises(ValidationError) as problem:
        Settings(_env_file=None, **{name: value})

    (error,) = problem.value.errors()
    assert error["loc"] == (name,)
    assert error["msg"].startswith(f"must be {Settings.__fields__[name].field_info.extra['kind'].may_be}; it is ")
    assert (value not in error["msg"]) or name not in SECRETS


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_default_is_of_its_kind(name: str) -> None:
    default = Settings.__fields__[name].default
    if default is not None:
        assert str(Settings.__fields__[name].field_info.extra["kind"].read(str(default))) == str(default)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:geheim@h:5432/d", "postgresql://***@h:5432/d"),
        ("postgresql://u:ge@heim@h/d", "postgresql://***@h/d"),
        (
            "postgresql://u:ge/he:im@h/d?sslmode=require&password=geheim",
            "postgresql://***@h/d?sslmode=require&password=***",
        ),
        ("u:geheim@mail.example.org:587", "***@mail.example.org:587"),
        ("redis://:geheim", "redis://***"),
        ("smtp://u:geheim", "smtp://***"),
        ("u:geheim://x@h", "***@h"),
        ("mysql://h/d", "mysql://h/d"),
        ("", ""),
    ],
)
def test_addresses_are_shown_without_what_is_secret(url: str, shown: str) -> None:
    assert masked(url) == shown


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """An environment without settings, and without a file of them."""
    for name in Settings.__fields__:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.setattr(Settings.__config__, "env_file", tmp_path / ".env")
    return monkeypatch


def test_nothing_is_said_where_nothing_is_wrong(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("RAREGUIDE_SHARED_DIR", "/data")
    environment.setenv("OTHER_PORT", "many")

    assert problems_of(Settings) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("RAREGUIDE_PORTT", "RAREGUIDE_PORTT is no setting; did you mean RAREGUIDE_PORT?"),
        ("RAREGUIDE_CONTACT_MAIL", "RAREGUIDE_CONTACT_MAIL is no setting; did you mean RAREGUIDE_CONTACT_EMAIL?"),
        ("RAREGUIDE_SMPT_URL", "RAREGUIDE_SMPT_URL is no setting; did you mean RAREGUIDE_SMTP_URL?"),
        ("RAREGUIDE_QQQQQQQQQQQQQQQQ", "RAREGUIDE_QQQQQQQQQQQQQQQQ is no setting."),
    ],
)
@pytest.mark.parametrize("in_file", [True, False])
def test_a_name_that_is_no_setting_is_said(
    environment: pytest.MonkeyPatch, tmp_path: Path, name: str, said: str, in_file: bool
) -> None:
    if in_file:
        (tmp_path / ".env").write_text(f"{name}=geheim\n", encoding="utf-8")
    else:
        environment.setenv(name, "geheim")

    assert problems_of(Settings) == [said]


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({"smtp_url": "smtp://a.example"}, "mail_from"),
        ({"mail_from": "a@b.example"}, "smtp_url"),
        ({"handoff_mail_to": "a@b.example"}, "smtp_url"),
        ({"imap_url": "imaps://u:p@a.example"}, "smtp_url"),
        ({"webhook_url": "https://a.example"}, "webhook_secret"),
        ({"webhook_secret": "known to both sides"}, "webhook_url"),
        ({"chatwoot_url": "https://a.example"}, "chatwoot_inbox"),
        ({"chatwoot_inbox": "kJ7dGf"}, "chatwoot_url"),
        ({"chatwoot_secret": "kJ7dGf"}, "chatwoot_url"),
        ({"zammad_url": "https://a.example"}, "zammad_token"),
        ({"zammad_token": "kJ7dGf"}, "zammad_url"),
    ],
)
def test_settings_that_need_each_other_are_set_together(
    environment: pytest.MonkeyPatch, given: dict[str, str], needed: str
) -> None:
    for name, value in given.items():
        environment.setenv(variable(name), value)

    (said,) = problems_of(Settings)
    assert said == f"{variable(needed)} must be set where {variable(next(iter(given)))} is; it is empty."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"RAREGUIDE_PORT\n", "line 1: it must be like NAME=value"),
        (b"# first\nRAREGUIDE_CONTACT_NAME='open\n", "line 2: it must be like NAME=value"),
        (b"RAREGUIDE_CONTACT_NAME=B\xe4r\n", "must be a text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    environment: pytest.MonkeyPatch, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / ".env").write_bytes(content)

    (problem,) = problems_of(Settings)
    assert problem.startswith(str(tmp_path / ".env"))
    assert said in problem


WRONG = {
    "RAREGUIDE_BUSINESS_HOURS": "9 to 5",
    "RAREGUIDE_PORT": "many",
    "RAREGUIDE_HANDOFF_KEY": "abc-geheim",
    "RAREGUIDE_DATABASE_URL": "mysql://u:geheim@h/d",
    "RAREGUIDE_SMTP_URL": "u:geheim@mail.example.org",
    "RAREGUIDE_PORTT": "geheim",
}
SAID = [*(f"{name} " for name in WRONG), "RAREGUIDE_MAIL_FROM must be set"]
COMMANDS = (
    "run --only-serve|migrate|train|chat hello|feedback|backup never.tar.gz|restore never.tar.gz|knowledge list"
    "|knowledge import medquad .|staff list|privacy enforce|evaluate all|evaluate names"
).split("|")
PROGRAMS = ["commands run", "commands staff serve", "rasa run actions"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_all_faults_at_once(environment: pytest.MonkeyPatch, command: str) -> None:
    for name, value in WRONG.items():
        environment.setenv(name, value)
    load_settings.cache_clear()

    ended = CliRunner().invoke(app, command.split())

    assert ended.exit_code == 2
    assert all(words in ended.stderr for words in SAID)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_ends_with_sentences_alone(program: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", *program.split()],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "RAREGUIDE_DATA_DIR": str(tmp_path), **WRONG},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 2
    assert all(words in ended.stderr for words in SAID)
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "geheim" not in ended.stdout + ended.stderr
