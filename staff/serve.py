"""Run the staff site as a process."""

from __future__ import annotations

import logging
import socket

import uvicorn

from handoff.setup_warnings import setup_warnings
from rareguide.address_kinds import is_loopback
from rareguide.logs import configure_logging
from rareguide.settings import Settings
from staff.app import build_app
from staff.live_updates import LiveUpdates

logger = logging.getLogger(__name__)


def start_warnings(settings: Settings) -> list[str]:
    """Return what an operator of the server should know before others use the site."""
    is_open = not is_loopback(settings.staff_host)
    warnings = setup_warnings(settings, is_open)
    if is_open and not settings.staff_url.startswith("https:"):
        warnings.append(
            "The staff site listens beyond this machine without https. Put a web server with TLS in front of it and "
            "set RAREGUIDE_STAFF_URL to its https address; without it nobody can log in."
        )
    return warnings


class StaffServer(uvicorn.Server):
    """Let open pages go before the connections are waited for: else each is cut off, with an error in the log."""

    def __init__(self, config: uvicorn.Config, live_updates: LiveUpdates) -> None:
        super().__init__(config)
        self.live_updates = live_updates

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what open pages follow, then the server."""
        await self.live_updates.stop()
        await super().shutdown(sockets)


def serve(settings: Settings) -> None:
    """Serve the staff site until the process is told to end; raise what `build_app` raises."""
    configure_logging(settings.log_level, settings.log_format)
    for warning in start_warnings(settings):
        logger.warning(warning)
    app = build_app(settings)
    # No access log: addresses of pages hold the numbers of requests. Open streams end at once when the process does.
    config = uvicorn.Config(
        app,
        host=settings.staff_host,
        port=settings.staff_port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
        ws="none",  # Rasa's websockets is too old for uvicorn, and the site needs none
    )
    StaffServer(config, app.state.services.live_updates).run()
