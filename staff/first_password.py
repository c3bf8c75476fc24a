"""Hand the first administrator's password over without a line in a log.

It goes to the terminal where there is one. A service has none: what it prints stands in the journal, or in the log of
its container, for years. There it goes into a file that its owner alone can read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

from rareguide.settings import Settings

FILE = "first-staff-password.txt"
SENTENCE = "The password of {email} is {password} and must be changed at the first log-in."


def first_password_file(settings: Settings) -> Path:
    """Return where the password is put when there is no terminal."""
    return settings.data_folder / FILE


def terminal() -> TextIO | None:
    """Return which of the process's outputs somebody reads at a terminal, if one is."""
    return next((stream for stream in (sys.stdout, sys.stderr) if stream is not None and stream.isatty()), None)


def hand_over(settings: Settings, email: str, password: str) -> str:
    """Print address and password at the terminal, else write them to the file; return a sentence that may be logged.

    Raises `OSError` when the file cannot be written.
    """
    sentence = SENTENCE.format(email=email, password=password)
    seen_at = terminal()
    if seen_at is not None:
        print(sentence, file=seen_at, flush=True)
        return f"The account {email} has been made."
    path = first_password_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # one that is there may be readable, or lead elsewhere
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{sentence}\n")
    return f"The account {email} has been made. Its password is in {path}, which goes when the password is changed."


def forget(settings: Settings) -> None:
    """Remove the file, whose password holds no longer."""
    first_password_file(settings).unlink(missing_ok=True)
