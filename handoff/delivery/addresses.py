"""Look up where a delivery goes, and refuse addresses that lead into a network which it must not reach."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

import httpx

from handoff.delivery.outbox import NotDelivered

Address = IPv4Address | IPv6Address

LAST_FOUR_BYTES = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "::/96",  # IPv4-compatible, RFC 4291
        "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
        "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765
        "64:ff9b::/96",  # NAT64, RFC 6052
    )
)
"""Networks whose addresses are those of IPv4 with something in front."""
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
TEREDO = ipaddress.IPv6Network("2001::/32")
ISATAP = (0x00005EFE, 0x02005EFE)
"""RFC 5214: what stands before the IPv4 address in the second half of such an address."""
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out for hosts on the internet; what lies beside it is local, or of no use."""
NOT_GLOBAL_EITHER = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("3fff::/20"))
"""IETF's own assignments and addresses for documentation (RFC 6890, RFC 9637) that Python 3.10 takes for global."""


PRIVATE = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"))
)
CLOUD_METADATA = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "100.100.100.200")))
"""Addresses in private networks at which clouds give out a machine's credentials; others are link-local."""


class ForbiddenAddress(NotDelivered):
    """The address is inside a network that deliveries must not reach."""


def check_address(
    url: str, is_loopback_allowed: bool = False, are_own_networks_allowed: bool = False
) -> tuple[Address, ...]:
    """Return the addresses of the host of an http or https address, if deliveries may reach all of them.

    These are the internet's, and those of this machine or of private networks where that is allowed: a setting with a
    wrong address must not reach what only this machine's network reaches. Connect to one of these, and do not look the
    name up again, since a name server may give another answer the second time.

    Raises `ForbiddenAddress`, and `NotDelivered` when the host has no address.
    """
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as problem:
        raise ForbiddenAddress("the address cannot be read", is_permanent=True) from problem
    if parts.scheme not in ("http", "https") or not parts.raw_host:
        raise ForbiddenAddress("the address is neither http nor https", is_permanent=True)
    try:
        found = socket.getaddrinfo(parts.raw_host.decode("ascii"), parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NotDelivered("the host has no address") from problem
    addresses = tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))
    if not addresses or not all(
        _may_reach(address, is_loopback_allowed, are_own_networks_allowed) for address in addresses
    ):
        raise ForbiddenAddress("the host is inside a network that must not be reached", is_permanent=True)
    return addresses


def _may_reach(address: Address, is_loopback_allowed: bool, are_own_networks_allowed: bool) -> bool:
    """Return whether an address may be reached, and every one of IPv4 that it stands for."""
    if address.is_loopback:
        return is_loopback_allowed
    carried = tuple(_carried(address)) if isinstance(address, IPv6Address) else ()
    if not all(_may_reach(one, is_loopback_allowed, are_own_networks_allowed) for one in carried):
        return False
    if carried and any(address in network for network in LAST_FOUR_BYTES):
        return True  # it is reached as what it carries
    return (are_own_networks_allowed and _is_private(address)) or _is_on_the_internet(address)


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """Return the addresses of IPv4 that packets to an address are handed on to."""
    number = int(address)
    last = IPv4Address(number & 0xFFFFFFFF)
    if any(address in network for network in LAST_FOUR_BYTES) or (number >> 32) & 0xFFFFFFFF in ISATAP:
        yield last
    if address in SIX_TO_FOUR:
        yield IPv4Address((number >> 80) & 0xFFFFFFFF)
    if address in TEREDO and address.teredo is not None:
        yield from address.teredo


def _is_private(address: Address) -> bool:
    return any(address in network for network in PRIVATE) and address not in CLOUD_METADATA


def _is_on_the_internet(address: Address) -> bool:
    if address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback:
        return False
    if any(address in network for network in NOT_GLOBAL_EITHER):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global
    is_carrier = address in SIX_TO_FOUR or address in TEREDO
    if getattr(address, "scope_id", None) or address not in GLOBAL_UNICAST:
        return False
    return is_carrier or address.is_global
