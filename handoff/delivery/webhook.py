"""Post events to an address of the settings, signed so that the receiver knows them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass

from handoff.delivery.addresses import check_address
from handoff.delivery.http import ask
from handoff.delivery.outbox import OutboxItem


@dataclass(frozen=True)
class Webhook:
    """Hold the receiver's address and the secret shared with it."""

    url: str
    secret: str
    is_loopback_allowed: bool = False

    def send(self, item: OutboxItem) -> str | None:
        """Post `{"key", …}`; the signature is HMAC-SHA256 over timestamp, a dot, and the body."""
        addresses = check_address(self.url, self.is_loopback_allowed)
        body = json.dumps({"key": item.key, **item.payload}).encode()
        stamp = str(int(time.time()))
        headers = {
            "X-RareGuide-Timestamp": stamp,
            "X-RareGuide-Signature": f"sha256={signature(self.secret, stamp, body)}",
            "Idempotency-Key": item.key,
        }
        ask("POST", self.url, addresses, headers=headers, content=body)
        return None


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return the hexadecimal signature of a body sent at a time."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
