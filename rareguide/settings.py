"""Declare every setting once, with its default and a sentence.

A setting comes from the environment, else from the file `.env` in the project's folder, else from its
default. `docs/operators.md` lists them; a test compares the two.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseSettings, Field, validator

from rareguide.links import is_web_address, web_address

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder; relative paths in settings count from here, whatever the current directory."""

SAMPLE_CONTACT_NAME = "Sample contact (set RAREGUIDE_CONTACT_NAME)"

HIGHEST_PORT = 65535

SESSION_KEY = "session.key"
"""The file in the data folder with the key that signs the widget's sessions, where no setting gives one."""


class Settings(BaseSettings):
    """Hold the settings of one process."""

    port: int = Field(default=5005, ge=1, le=HIGHEST_PORT, description="The port that the server listens on.")
    host: str = Field(default="127.0.0.1", description="The address that the server listens on.")
    data_dir: Path = Field(
        default=Path("var"), description="The folder of the SQLite file and of what the server writes."
    )
    database_url: str = Field(
        default="", description="SQLAlchemy address of the knowledge store; empty for SQLite in the data folder."
    )
    tracker_url: str = Field(
        default="",
        description="SQLAlchemy address of all conversations; empty for the knowledge store's where that is set, else "
        "for a SQLite file of their own in the data folder.",
    )
    content_dir: str = Field(
        default="knowledge/content", description="The folder of content files that is loaded at start; empty for none."
    )
    rest_key: str = Field(
        default="", description="The bearer key of the REST channel; required when the host is not a loopback address."
    )
    action_endpoint: str = Field(
        default="", description="Address of a separate action server's webhook; empty to execute actions in the server."
    )
    session_secret: str = Field(
        default="", description="The key that signs the widget's sessions; empty for one made once in the data folder."
    )
    allowed_origins: str = Field(
        default="",
        description="Origins of the websites that show the widget, such as https://example.org, separated by commas; "
        "the server's own is always allowed.",
    )
    proxies: int = Field(
        default=0, ge=0, description="How many proxies of yours stand before the server and add to X-Forwarded-For."
    )
    redis_url: str = Field(
        default="", description="Address of the Redis that several server processes share; empty for one process."
    )
    messages_per_minute: int = Field(
        default=30, ge=1, description="How many messages a minute one conversation of the widget may send."
    )
    address_messages_per_minute: int = Field(
        default=600, ge=1, description="How many messages a minute may come from one network address."
    )
    resend_hours: float = Field(
        default=24.0, gt=0, description="Hours for which an answer is kept, to be sent again or rated."
    )
    feedback_retention_days: int = Field(
        default=180, ge=1, description="Days after which feedback is deleted, with what was asked and answered."
    )
    region: str = Field(
        default="US", description="The region whose emergency numbers are named (US, or empty for an unknown region)."
    )
    contact_name: str = Field(default=SAMPLE_CONTACT_NAME, description="Who answers when the bot cannot.")
    contact_phone: str = Field(default="", description="The contact's telephone number.")
    contact_email: str = Field(default="contact@example.org", description="The contact's e-mail address.")
    contact_url: str = Field(default="", description="The contact's web page.")
    contact_hours: str = Field(default="", description="When the contact can be reached, in words.")
    disclaimer_text: str = Field(
        default="This information is general and does not replace the advice of a doctor who knows you. "
        "Never put off seeking care because of something you read here.",
        description="The sentence that stands under every turn.",
    )
    disclaimer_url: str = Field(default="", description="A page with the full disclaimer.")
    tracker_retention_days: int = Field(
        default=30,
        ge=0,
        description="Days after its last message until a conversation is deleted; 0 keeps none past the hour.",
    )
    max_message_characters: int = Field(
        default=5000, ge=100, description="The longest message that is read, in characters."
    )
    turn_timeout_seconds: float = Field(
        default=4.0, gt=0, description="After how long a visitor gets the fallback turn."
    )
    log_level: str = Field(default="WARNING", description="The lowest level that is logged.")
    log_format: str = Field(
        default="text", description="How log lines are written: text, or json for one JSON object a line."
    )
    handoff_wait_minutes: float = Field(
        default=5.0, gt=0, description="How long a visitor waits for a person before the request becomes a ticket."
    )
    handoff_retention_days: int = Field(
        default=90, ge=1, description="Days after which the content of a closed request to a person is deleted."
    )
    handoff_key: str = Field(
        default="",
        description="Fernet keys, separated by commas, that names and addresses of requests are encrypted with; "
        "the first encrypts, all decrypt; empty to store them as they are.",
    )
    business_hours: str = Field(
        default="Mon-Fri 09:00-17:00",
        description="When people can be talked to, such as Mon-Fri 09:00-17:00; Sat 10:00-12:00.",
    )
    time_zone: str = Field(default="America/New_York", description="The time zone of the business hours.")
    holidays: str = Field(
        default="US", description="The country, such as US or US-NY, on whose holidays nobody is there; empty for none."
    )
    smtp_url: str = Field(
        default="",
        description="The mail server: smtp://user:password@host:587?starttls=1 or smtps://host; empty for none.",
    )
    mail_from: str = Field(default="", description="The sender of e-mails.")
    handoff_mail_to: str = Field(default="", description="Where requests to a person are sent to by e-mail.")
    webhook_url: str = Field(default="", description="Where events of requests are posted to, signed; empty for none.")
    webhook_secret: str = Field(default="", description="The secret that the webhook's events are signed with.")
    webhook_loopback: bool = Field(default=False, description="Whether the webhook may be on this machine itself.")
    chatwoot_url: str = Field(default="", description="Address of a Chatwoot that requests go to; empty for none.")
    chatwoot_inbox: str = Field(default="", description="The identifier of the API channel's inbox in Chatwoot.")
    chatwoot_secret: str = Field(
        default="", description="The inbox's HMAC token, where Chatwoot wants contacts to be verified."
    )
    zammad_url: str = Field(default="", description="Address of a Zammad that tickets go to; empty for none.")
    zammad_token: str = Field(default="", description="The access token for Zammad.")
    zammad_group: str = Field(default="Users", description="The group in Zammad that tickets are put into.")

    staff_port: int = Field(
        default=None,
        ge=0,
        le=HIGHEST_PORT,
        description="The port of the staff site, by default the one after the server's; 0 for not starting it with it.",
    )
    staff_host: str = Field(default="127.0.0.1", description="The address that the staff site listens on.")
    staff_url: str = Field(
        default="", description="The staff site's public address, such as https://staff.example.org, for links to it."
    )
    staff_session_hours: float = Field(
        default=8.0, gt=0, description="Hours after which a log-in to the staff site ends in any case."
    )

    class Config:
        """Tell pydantic where settings come from."""

        env_prefix = "RAREGUIDE_"
        env_file = ROOT / ".env"
        env_file_encoding = "utf-8"

    @validator("log_level")
    def _known_level(cls, value: str) -> str:  # noqa: N805
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
            raise ValueError("must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
        return value.upper()

    @validator("log_format")
    def _known_format(cls, value: str) -> str:  # noqa: N805
        if value not in ("text", "json"):
            raise ValueError("must be text or json")
        return value

    @validator("contact_name", "disclaimer_text")
    def _not_empty(cls, value: str) -> str:  # noqa: N805
        if not value.strip():
            raise ValueError("must not be empty: it stands under every turn")
        return value

    @validator("contact_url", "disclaimer_url", "staff_url")
    def _address_of_the_web(cls, value: str) -> str:  # noqa: N805
        if value and not is_web_address(value):
            raise ValueError(f"must be an address that begins with https:// or http://, and is {value!r}")
        return value

    @validator("staff_port", always=True)
    def _not_the_servers_own(cls, value: int | None, values: dict[str, Any]) -> int:  # noqa: N805
        if value is None:
            port: int = values.get("port", 0)
            return port + 1 if port < HIGHEST_PORT else port - 1
        if value and value == values.get("port"):
            raise ValueError(f"must differ from RAREGUIDE_PORT, which is {value} too")
        return value

    @property
    def data_folder(self) -> Path:
        """Return the data folder as an absolute path."""
        return ROOT / self.data_dir

    @property
    def store_url(self) -> str:
        """Return the address of the knowledge store."""
        return self.database_url or f"sqlite:///{self.data_folder / 'rareguide.db'}"

    @property
    def conversations_url(self) -> str:
        """Return the address of the conversations' database: SQLite has a file for them, apart from the store's.

        It lets one writer at a time into a file, and a visitor's turn must not wait for an import.
        """
        return self.tracker_url or self.database_url or f"sqlite:///{self.data_folder / 'conversations.db'}"

    @property
    def content_folder(self) -> Path | None:
        """Return the folder of content files as an absolute path, or `None` for none."""
        return ROOT / self.content_dir if self.content_dir else None

    @property
    def is_loopback(self) -> bool:
        """Tell whether the server listens on this machine alone."""
        return is_loopback(self.host)

    @property
    def own_url(self) -> str:
        """Return the address at which the server is reached from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def disclaimer(self) -> dict[str, Any]:
        """Return the disclaimer in the form of the turn contract."""
        return {"text": self.disclaimer_text, "url": web_address(self.disclaimer_url)}

    def contact(self) -> dict[str, Any]:
        """Return the contact in the form of the turn contract."""
        return {
            "name": self.contact_name,
            "phone": self.contact_phone or None,
            "email": self.contact_email or None,
            "url": web_address(self.contact_url),
            "hours": self.contact_hours or None,
        }


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings of this process, once; raise pydantic's `ValidationError` when one is wrong."""
    return Settings()
