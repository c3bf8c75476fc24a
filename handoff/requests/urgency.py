"""Put requests in the order in which they are taken: where an alarm was raised first, live ones, then the oldest."""

from __future__ import annotations

from sqlalchemy import case

from handoff.tables import handoff_request

NORMAL = "normal"
EMERGENCY = "emergency"
"""Priorities of a request; the second also marks a message that raised an alarm."""

IS_URGENT = case((handoff_request.c.priority == EMERGENCY, 0), else_=1)
"""Orders requests where an alarm was raised before all others."""

IS_TICKET = case((handoff_request.c.mode == "live", 0), else_=1)
"""Orders visitors who wait in the chat before requests that are answered later."""

QUEUE_ORDER = (
    IS_URGENT,
    IS_TICKET,
    handoff_request.c.created_at,
    handoff_request.c.id,
)
