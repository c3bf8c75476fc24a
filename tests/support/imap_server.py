"""Run Dovecot with one mailbox, into which tests put e-mails as a mail server does."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.live_server import free_port

SECONDS_TO_START = 20
OWN_USER, LOGIN_USER = "dovecot", "dovenull"
"""Whom Debian's package makes."""
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login_user}
first_valid_uid = 0
mail_location = maildir:{folder}/mails
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def dovecot() -> str | None:
    """The program's path, or `None` where it is not installed."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


@dataclass
class ImapServer:
    """A server with the mailbox of `desk`."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"imap://desk:secret@127.0.0.1:{self.port}/INBOX"

    def put(self, content: bytes) -> None:
        """Let an e-mail arrive."""
        new = self.folder / "mails" / "new"
        waiting = self.folder / "mails" / "tmp" / uuid.uuid4().hex
        waiting.write_bytes(content)
        if os.getuid() == 0:
            shutil.chown(waiting, OWN_USER, OWN_USER)
        waiting.rename(new / f"{time.time_ns()}.{waiting.name}.larkfield")

    def flags(self) -> list[str]:
        """The standard flags of each e-mail, as its file is named: S where it was seen; small ones are keywords."""
        names = [path.name.partition(":2,")[2] for path in (self.folder / "mails" / "cur").iterdir()]
        return sorted("".join(sign for sign in name if sign.isupper()) for name in names)


@contextmanager
def running_imap_server() -> Iterator[ImapServer]:
    """Run a server on a free port, with all that it keeps in a folder of its own."""
    program, port = dovecot(), free_port()
    assert program is not None
    # Its processes must get into the folder, which those of pytest do not allow.
    with tempfile.TemporaryDirectory(prefix="rareguide-imap-") as made:
        folder = Path(made)
        file = folder / "dovecot.conf"
        file.write_text(CONFIGURATION.format(folder=folder, port=port, **_users()))
        _make_mailbox(folder)
        with subprocess.Popen([program, "-F", "-c", str(file)], stderr=subprocess.PIPE, text=True) as running:
            try:
                _wait_for(port, running, folder / "log")
                yield ImapServer(folder, port)
            finally:
                running.terminate()
                running.communicate(timeout=20)


def _users() -> dict[str, str | int]:
    """Return as whom it runs: never as root, which it refuses."""
    own = pwd.getpwnam(OWN_USER) if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    login_user = LOGIN_USER if os.getuid() == 0 else own.pw_name
    group = grp.getgrgid(own.pw_gid).gr_name
    return {"user": own.pw_name, "login_user": login_user, "group": group, "uid": own.pw_uid, "gid": own.pw_gid}


def _make_mailbox(folder: Path) -> None:
    folder.chmod(0o755)
    for part in ("tmp", "new", "cur"):
        (folder / "mails" / part).mkdir(parents=True)
    if os.getuid() == 0:
        for path in (folder / "mails", *(folder / "mails").iterdir()):
            shutil.chown(path, OWN_USER, OWN_USER)


def _wait_for(port: int, running: subprocess.Popen[str], log: Path) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while True:
        assert running.poll() is None, running.communicate()[1]
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                if connection.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            pass
        assert time.monotonic() < give_up_at, log.read_text() if log.exists() else "no log"
        time.sleep(0.05)
