"""Refuse to start where a start would be unsafe or cannot succeed, before anything slow is loaded."""

from __future__ import annotations

import errno
import socket
import tarfile
import zlib
from pathlib import Path

from ruamel.yaml import YAML

from rareguide.services import can_write_into
from rareguide.setting_kinds import HIGHEST_PORT
from rareguide.settings import ROOT, Settings

CREDENTIALS = ROOT / "credentials.yml"


class CannotStart(RuntimeError):
    """The server must not or cannot start; the message says why and what to do."""


def check_start(settings: Settings) -> None:
    """Raise `CannotStart` when the settings do not allow a start or the port is taken."""
    if not settings.is_loopback and not settings.rest_key:
        raise CannotStart(
            f"RAREGUIDE_HOST is {settings.host}, which others can reach. Set RAREGUIDE_REST_KEY to a long random "
            "text first: the REST channel is for callers that have that key."
        )
    if not settings.session_secret and not can_write_into(settings.data_folder):
        raise CannotStart(
            f"RAREGUIDE_DATA_DIR: nothing can be written into {settings.data_folder}, which is to hold the key of the "
            "widget's sessions. Name another folder, or set RAREGUIDE_SESSION_SECRET."
        )
    _check_port("RAREGUIDE_PORT", settings.host, settings.port)


def check_staff_port(settings: Settings) -> None:
    """Raise `CannotStart` when the staff site's port is taken."""
    if settings.staff_port:
        _check_port("RAREGUIDE_STAFF_PORT", settings.staff_host, settings.staff_port)


def _check_port(setting: str, host: str, port: int) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (socket.gaierror, PermissionError) as problem:
        raise CannotStart(_cannot_listen(setting, host, port, problem)) from problem
    except OSError as problem:
        if problem.errno == errno.EADDRNOTAVAIL:
            raise CannotStart(_cannot_listen(setting, host, port, problem)) from problem
        # Not the next port: the staff site's is the one after the server's.
        raise CannotStart(
            f"Cannot listen on {host}:{port} ({problem.strerror}). Stop the other program, or choose another port: "
            f"{setting}={port + 10 if port + 10 <= HIGHEST_PORT else port - 10} make run"
        ) from problem


def _cannot_listen(setting: str, host: str, port: int, problem: OSError) -> str:
    """Return a sentence for an address that is not this machine's, or a port that this user may not take."""
    remedy = (
        f"{setting} may be from 1024"
        if isinstance(problem, PermissionError)
        else f"{setting.replace('PORT', 'HOST')} must be an address of this machine, such as 127.0.0.1 or 0.0.0.0"
    )
    return f"Cannot listen on {host}:{port} ({problem.strerror}). {remedy}."


def check_channels(credentials: Path = CREDENTIALS) -> None:
    """Raise `CannotStart` when a channel is open that does not pass the gate."""
    for name in YAML(typ="safe").load(credentials.read_text(encoding="utf-8")) or {}:
        if not name.startswith("bot.channels."):
            raise CannotStart(
                f"The channel {name!r} in {credentials.name} does not pass RareGuide's gate: its turns would lack "
                "the disclaimer, the contact and the emergency check. Remove it; docs/architecture.md says how to "
                "write a channel that does."
            )


def check_model(path: Path) -> None:
    """Raise `CannotStart` when the assistant's model is missing or its file is damaged."""
    try:
        with tarfile.open(path) as model:
            while model.next() is not None:
                pass
    except (OSError, EOFError, tarfile.TarError, zlib.error) as problem:
        raise CannotStart(
            f"The model {path.name} cannot be read ({type(problem).__name__}). Make it again with: "
            ".venv/bin/rareguide train --force"
        ) from problem


def check_alarm_model(path: Path) -> None:
    """Raise `CannotStart` when a model's archive holds no sound alarm model: alarms would be missed without it."""
    from bot.safety.model import NoAlarmModel, load_alarm_model

    try:
        load_alarm_model(path)
    except NoAlarmModel as problem:
        raise CannotStart(str(problem)) from problem


def check_text_files() -> None:
    """Raise `CannotStart` when a file of rules, of phrases or of what visitors read is wrong."""
    from actions.reply_rules import reply_rules
    from bot.safety.language_rules import check_rules
    from handoff.form.phrases import phrases
    from knowledge.context_rules import context_rules
    from rareguide.rule_files import BadRules
    from rareguide.texts import BadText, load_texts
    from rareguide.word_lists import word_lists

    try:
        word_lists()
        check_rules()
        phrases()
        reply_rules()
        context_rules()
        load_texts()
    except (BadRules, BadText) as problem:
        raise CannotStart(str(problem)) from problem
