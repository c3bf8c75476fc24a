"""Declare every setting once: its default, what it may be, and a sentence.

A setting comes from the environment, else from the file `.env` in the project's folder, else from its
default. `docs/operators.md` lists them; a test compares the two.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import validator

from rareguide import address_kinds as addresses
from rareguide import setting_kinds as kinds
from rareguide.declaring import PREFIX, DeclaredSettings, problems_of, setting
from rareguide.links import web_address
from rareguide.setting_kinds import HIGHEST_PORT, choice, number
from rareguide.turn import ContactData, DisclaimerData

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder; relative paths in settings count from here, whatever the current directory."""

SAMPLE_CONTACT_NAME = "Sample information desk"

WRONG_SETTINGS = 2
"""The exit code of a process whose settings are wrong."""

SESSION_KEY = "session.key"
"""The file in the data folder with the key that signs the widget's sessions, where no setting gives one."""


class Settings(DeclaredSettings):
    """Hold the settings of one process."""

    port: int = setting(5005, kinds.PORT, "The port that the server listens on.")
    host: str = setting("127.0.0.1", addresses.HOST, "The address that the server listens on.")
    data_dir: Path = setting(
        Path("var"), kinds.FOLDER_TO_WRITE, "The folder of the SQLite file and of what the server writes."
    )
    database_url: str = setting(
        "", addresses.DATABASE, "SQLAlchemy address of the knowledge store; empty for SQLite in the data folder."
    )
    tracker_url: str = setting(
        "",
        addresses.DATABASE,
        "SQLAlchemy address of all conversations; empty for the knowledge store's where that is set, "
        "else for a SQLite file of their own in the data folder.",
    )
    content_dir: str = setting(
        "knowledge/content",
        kinds.FOLDER_TO_READ.or_empty(),
        "The folder of content files that is loaded at start; empty for none.",
    )
    rest_key: str = setting(
        "", kinds.OWN_SECRET, "The bearer key of the REST channel; required when the host is not a loopback address."
    )
    action_endpoint: str = setting(
        "",
        addresses.WEB_ADDRESS,
        "Address of a separate action server's webhook; empty to execute actions in the server.",
    )
    session_secret: str = setting(
        "", kinds.OWN_SECRET, "The key that signs the widget's sessions; empty for one made once in the data folder."
    )
    session_days: float = setting(
        7.0,
        number(0.01, 365, "days", is_whole=False),
        "Days after which the widget's session ends if it is not used; each use renews it.",
    )
    allowed_origins: str = setting(
        "",
        addresses.ORIGINS,
        "Origins of the websites that show the widget, such as https://example.org, separated by "
        "commas; the server's own is always allowed.",
    )
    proxies: int = setting(
        0, number(0, 20), "How many proxies of yours stand before the server and add to X-Forwarded-For."
    )
    redis_url: str = setting(
        "", addresses.REDIS, "Address of the Redis that several server processes share; empty for one process."
    )
    messages_per_minute: int = setting(
        30, number(1, 1000000), "How many messages a minute one conversation of the widget may send."
    )
    address_messages_per_minute: int = setting(
        600, number(1, 1000000), "How many messages a minute may come from one network address."
    )
    resend_hours: float = setting(
        24.0,
        number(0.01, 8760, "hours", is_whole=False),
        "Hours for which an answer is kept, to be sent again or rated.",
    )
    feedback_retention_days: int = setting(
        180, number(1, 3650, "days"), "Days after which feedback is deleted, with what was asked and answered."
    )
    region: str = setting(
        "US",
        kinds.REGION.or_empty(),
        "The region whose emergency numbers are named (US, or empty for an unknown region).",
    )
    phone_region: str = setting(
        "",
        kinds.PHONE_REGION.or_empty(),
        "The region, such as US or GB, whose telephone numbers visitors give without a country's code, so that wrong "
        "ones are told; empty to take all that can be dialled.",
    )
    contact_name: str = setting(SAMPLE_CONTACT_NAME, kinds.LINE, "Who answers when the bot cannot.")
    contact_phone: str = setting("", kinds.PHONE, "The contact's telephone number.")
    contact_email: str = setting("contact@example.org", addresses.EMAIL.or_empty(), "The contact's e-mail address.")
    contact_url: str = setting("", addresses.WEB_ADDRESS, "The contact's web page.")
    contact_hours: str = setting("", kinds.LINE, "When the contact can be reached, in words.")
    disclaimer_text: str = setting(
        "This information is general and does not replace the advice of a doctor who knows you. "
        "Never put off seeking care because of something you read here.",
        kinds.PARAGRAPH,
        "The sentence that stands under every turn.",
    )
    widget_starters: str = setting(
        "diagnosed, children, help, person",
        kinds.STARTERS,
        "What the widget's first screen offers, in this order; for each name domain.yml has a response "
        "utter_starter_<name> and utter_starter_<name>_message.",
    )
    disclaimer_url: str = setting("", addresses.WEB_ADDRESS, "A page with the full disclaimer.")
    tracker_retention_days: int = setting(
        30,
        number(0, 3650, "days"),
        "Days after its last message until a conversation is deleted; 0 keeps none past the hour.",
    )
    max_message_characters: int = setting(
        20000, number(100, 100000, "characters"), "The longest message that is read, in characters."
    )
    turn_timeout_seconds: float = setting(
        4.0,
        number(0.05, 600, "seconds", is_whole=False),
        "How long a turn may take once it is begun, before the visitor gets the fallback turn.",
    )
    log_level: str = setting(
        "WARNING", choice("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "The lowest level that is logged."
    )
    log_format: str = setting(
        "text", choice("text", "json"), "How log lines are written: text, or json for one JSON object a line."
    )
    handoff_wait_minutes: float = setting(
        5.0,
        number(0.01, 1440, "minutes", is_whole=False),
        "How long a visitor waits for a person before the request becomes a ticket.",
    )
    handoff_retention_days: int = setting(
        90, number(1, 3650, "days"), "Days after which the content of a closed request to a person is deleted."
    )
    handoff_key: str = setting(
        "",
        kinds.FERNET_KEYS,
        "Fernet keys, separated by commas, that what visitors wrote is encrypted and backups are signed "
        "with; the first encrypts, all decrypt; empty to store it as it is.",
    )
    handoff_conversation_requests: int = setting(
        5, number(1, 1000), "How many requests to a person one conversation may make in a day."
    )
    handoff_network_requests: int = setting(
        20, number(1, 100000), "How many requests to a person may come from one network in a day."
    )
    handoff_open_requests: int = setting(
        500, number(1, 1000000), "How many requests may be open at once; one more is told so."
    )
    handoff_receipts_per_hour: int = setting(
        60,
        number(0, 100000),
        "How many receipts are mailed to visitors in an hour, and never two to one address.",
    )
    business_hours: str = setting(
        "Mon-Fri 09:00-17:00",
        kinds.BUSINESS_HOURS.or_empty("for never"),
        "When people can be talked to, such as Mon-Fri 09:00-17:00; Sat 10:00-12:00.",
    )
    time_zone: str = setting("America/New_York", kinds.TIME_ZONE, "The time zone of the business hours.")
    holidays: str = setting(
        "US",
        kinds.HOLIDAYS.or_empty(),
        "The country, such as US or US-NY, on whose holidays nobody is there; empty for none.",
    )
    smtp_url: str = setting(
        "",
        addresses.MAIL_SERVER,
        "The mail server: smtp://user:password@host:587?starttls=1 or smtps://host; empty for none.",
        needs="mail_from",
    )
    mail_from: str = setting("", addresses.MAILBOX, "The sender of e-mails.", needs="smtp_url")
    handoff_mail_to: str = setting(
        "", addresses.MAILBOXES, "Where requests to a person are sent to by e-mail.", needs="smtp_url"
    )
    imap_url: str = setting(
        "",
        addresses.MAILBOX_SERVER,
        "The mailbox in which answers to the sender of e-mails arrive: imaps://user:password@host/INBOX or "
        "imap://user:password@host?starttls=1; empty for none, which leaves people to answer by e-mail elsewhere.",
        needs="smtp_url",
    )
    webhook_url: str = setting(
        "",
        addresses.WEB_ADDRESS,
        "Where events of requests are posted to, signed; empty for none.",
        needs="webhook_secret",
    )
    webhook_secret: str = setting(
        "", kinds.OWN_SECRET, "The secret that the webhook's events are signed with.", needs="webhook_url"
    )
    webhook_loopback: bool = setting(False, kinds.TRUTH, "Whether the webhook may be on this machine itself.")
    chatwoot_url: str = setting(
        "", addresses.WEB_ADDRESS, "Address of a Chatwoot that requests go to; empty for none.", needs="chatwoot_inbox"
    )
    chatwoot_inbox: str = setting(
        "", kinds.SECRET, "The identifier of the API channel's inbox in Chatwoot.", needs="chatwoot_url"
    )
    chatwoot_secret: str = setting(
        "", kinds.SECRET, "The inbox's HMAC token, where Chatwoot wants contacts to be verified.", needs="chatwoot_url"
    )
    zammad_url: str = setting(
        "", addresses.WEB_ADDRESS, "Address of a Zammad that tickets go to; empty for none.", needs="zammad_token"
    )
    zammad_token: str = setting("", kinds.SECRET, "The access token for Zammad.", needs="zammad_url")
    zammad_group: str = setting("Users", kinds.LINE, "The group in Zammad that tickets are put into.")
    staff_port: int = setting(
        None,
        number(0, HIGHEST_PORT),
        "The port of the staff site, by default the one after the server's; 0 for not starting it with it.",
    )
    staff_host: str = setting("127.0.0.1", addresses.HOST, "The address that the staff site listens on.")
    staff_url: str = setting(
        "",
        addresses.SITE,
        "The staff site's public address, such as https://staff.example.org, for links to it.",
    )
    staff_session_hours: float = setting(
        8.0,
        number(0.01, 720, "hours", is_whole=False),
        "Hours after which a log-in to the staff site ends in any case.",
    )

    staff_second_factor: str = setting(
        "optional",
        choice("optional", "administrators", "all"),
        "Who must log in to the staff site with a code as well: optional, administrators or all.",
    )
    staff_audit_retention_days: int = setting(
        2190,
        number(0, 36500, "days"),
        "Days after which lines of the staff site's audit are deleted; 0 keeps them all.",
    )
    staff_oidc_issuer: str = setting(
        "",
        addresses.ISSUER,
        "The issuer of the OpenID Connect provider that people log in to the staff site with; empty for none.",
        needs="staff_oidc_client_id",
    )
    staff_oidc_client_id: str = setting(
        "", kinds.LINE, "The identifier under which the provider knows the staff site.", needs="staff_oidc_roles"
    )
    staff_oidc_client_secret: str = setting(
        "",
        kinds.SECRET,
        "The staff site's secret at the provider; empty for a public client.",
        needs="staff_oidc_issuer",
    )
    staff_oidc_roles: str = setting(
        "",
        kinds.ROLES_BY_CLAIM,
        "Which value of the claim gives which role, such as help-desk=operator; it-team=administrator.",
        needs="staff_oidc_issuer",
    )
    staff_oidc_claim: str = setting(
        "roles", kinds.LINE, "The claim that holds those values; realm_access.roles means roles within realm_access."
    )
    staff_oidc_scopes: str = setting(
        "openid email profile", kinds.SCOPES, "What the provider is asked for; some want one more for the claim."
    )
    staff_oidc_name: str = setting(
        "your institution", kinds.LINE, "What the provider is called on the staff site's pages."
    )
    staff_passwords: bool = setting(
        True, kinds.TRUTH, "Whether the staff site lets people in with a password too; false only with a provider."
    )

    class Config:
        """Tell pydantic where settings come from."""

        env_prefix = PREFIX
        env_file = ROOT / ".env"
        env_file_encoding = "utf-8"

    @validator("staff_port", always=True)
    def _not_the_servers_own(cls, value: int | None, values: dict[str, Any]) -> int:  # noqa: N805
        if value is None:
            port: int = values.get("port", 0)
            return port + 1 if port < HIGHEST_PORT else port - 1
        if value and value == values.get("port"):
            raise ValueError(f"must differ from RAREGUIDE_PORT, which is {value} too")
        return value

    @validator("staff_passwords", always=True)
    def _not_without_any_way_in(cls, value: bool, values: dict[str, Any]) -> bool:  # noqa: N805
        if not value and not values.get("staff_oidc_issuer"):
            raise ValueError("must be true where RAREGUIDE_STAFF_OIDC_ISSUER is empty: else nobody could log in")
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
    def databases(self) -> dict[str, str]:
        """Return the addresses of all databases, each with the setting that decides on it."""
        own = "database_url" if self.database_url else "data_dir"
        return {self.conversations_url: "tracker_url" if self.tracker_url else own, self.store_url: own}

    @property
    def content_folder(self) -> Path | None:
        """Return the folder of content files as an absolute path, or `None` for none."""
        return ROOT / self.content_dir if self.content_dir else None

    @property
    def is_loopback(self) -> bool:
        """Return whether the server listens on this machine alone."""
        return addresses.is_loopback(self.host)

    @property
    def own_url(self) -> str:
        """Return the address at which the server is reached from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def disclaimer(self) -> DisclaimerData:
        """Return the disclaimer in the form of the turn contract."""
        return {"text": self.disclaimer_text, "url": web_address(self.disclaimer_url)}

    def contact(self) -> ContactData:
        """Return the contact in the form of the turn contract."""
        return {
            "name": self.contact_name,
            "phone": self.contact_phone or None,
            "email": self.contact_email or None,
            "url": web_address(self.contact_url),
            "hours": self.contact_hours or None,
        }


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Return the settings of this process, read once.

    Where something is wrong with them the process ends, with `WRONG_SETTINGS` and a sentence for each fault: this is
    the one way to the settings, also for Rasa's own commands.
    """
    problems = problems_of(Settings)
    if problems:
        print(*problems, "docs/operators.md lists the settings.", sep="\n", file=sys.stderr)
        raise SystemExit(WRONG_SETTINGS)
    return Settings()
