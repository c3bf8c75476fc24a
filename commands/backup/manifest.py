"""Say what a backup's manifest and the names in it may be, and sign it."""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from jsonschema import Draft202012Validator

MANIFEST, SIGNATURE = "manifest.json", "manifest.hmac"
CONTENT = "content/"
FORM = 2
"""The form of the archive, which grows when an older program could not read it any more."""
LARGEST_MANIFEST, LARGEST_SIGNATURE = 10_000_000, 200
LONGEST_NAME = 1_000

_COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 2**50}}
_SCHEMA = Draft202012Validator(
    {
        "type": "object",
        "required": ["form", "taken_at", "revisions", "rows", "members", "sizes"],
        "properties": {
            "form": {"const": FORM},
            "taken_at": {"type": "string"},
            "revisions": {"type": "object", "additionalProperties": {"type": "string"}},
            "rows": _COUNTS,
            "members": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
            "sizes": _COUNTS,
        },
    }
)


class BadArchive(ValueError):
    """A file is no whole backup; the message says what is wrong with it and what to do."""


class Signed(Enum):
    """Say how far it is known who made a backup, in a sentence for whoever restores it."""

    VERIFIED = "The backup is signed with a key of RAREGUIDE_HANDOFF_KEY."
    UNCHECKED = "The backup is signed, which could not be checked: RAREGUIDE_HANDOFF_KEY is empty."
    UNSIGNED = "The backup is not signed, so nobody can tell whether it was changed by others."


def manifest_bytes(about: Mapping[str, Any], digests: Mapping[str, str], sizes: Mapping[str, int]) -> bytes:
    """Return the manifest as it is written."""
    return json.dumps({"form": FORM, **about, "members": digests, "sizes": sizes}, indent=2).encode()


def parsed_manifest(archive: str, content: bytes) -> dict[str, Any]:
    """Return a manifest in which all is of the right type and every name allowed; raise `BadArchive`."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise BadArchive(f"{archive} is damaged: {MANIFEST} is no JSON. Remedy: take another backup") from problem
    form = manifest.get("form") if isinstance(manifest, dict) else None
    if isinstance(form, int) and form != FORM:
        raise BadArchive(
            f"{archive} has form {form}, and this version reads form {FORM}. "
            "Remedy: restore it with the version that it was taken with, and update afterwards."
        )
    wrong = next(_SCHEMA.iter_errors(manifest), None)
    if wrong is not None or manifest["members"].keys() != manifest["sizes"].keys():
        place = "sizes" if wrong is None else "/".join(map(str, wrong.absolute_path)) or "its top"
        raise BadArchive(
            f"{archive} is damaged: {MANIFEST} is not as it should be at {place[:100]!r}. Remedy: take another backup"
        )
    check_names(archive, manifest["members"])
    return dict(manifest)


def check_names(archive: str, names: Iterable[str]) -> None:
    """Raise `BadArchive` where a name leads elsewhere, or two of them are one file on some machine."""
    known: dict[str, str] = {}
    for name in names:
        check_name(archive, name)
        plain = unicodedata.normalize("NFKC", name).casefold()
        if plain in known:
            raise BadArchive(f"{archive} has {known[plain]!r} and {name!r}, which some machines take for one file.")
        known[plain] = name
    for plain, name in known.items():
        above = plain
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in known:
                raise BadArchive(f"{archive} has {known[above]!r} as a file and, with {name!r}, as a folder.")


def check_name(archive: str, name: str) -> None:
    """Raise `BadArchive` unless a name is a plain path below the archive's folder."""
    # As other machines read it: a full-width slash or dots may become plain ones.
    forms = (name, unicodedata.normalize("NFKC", name))
    is_odd = any(unicodedata.category(letter) == "Cc" or letter == "\\" for form in forms for letter in form)
    if is_odd or len(name) > LONGEST_NAME or any(part in ("", ".", "..") for form in forms for part in form.split("/")):
        raise BadArchive(f"{archive}: {name[:100]!r} leads out of its folder, and is not restored.")


def signing_keys(handoff_keys: str) -> tuple[bytes, ...]:
    """Return the keys that backups are signed with, made of those of `handoff_key`; the first signs, all are taken."""
    keys = [key.strip() for key in handoff_keys.split(",") if key.strip()]
    return tuple(hmac.new(key.encode(), b"rareguide backup", hashlib.sha256).digest() for key in keys)


def signature_bytes(manifest: bytes, key: bytes) -> bytes:
    """Return the HMAC-SHA256 of a manifest in hexadecimal; with the digests in it, it stands for all members."""
    return hmac.new(key, manifest, hashlib.sha256).hexdigest().encode()


def checked_signature(archive: str, manifest: bytes, signature: bytes | None, keys: Sequence[bytes]) -> Signed:
    """Return what a signature says; raise `BadArchive` where none of the keys made it."""
    if signature is None:
        return Signed.UNSIGNED
    if not keys:
        return Signed.UNCHECKED
    if not any(hmac.compare_digest(signature.strip(), signature_bytes(manifest, key)) for key in keys):
        raise BadArchive(
            f"{archive} was changed, or signed with a key that is not in RAREGUIDE_HANDOFF_KEY. "
            "Remedy: add that key at the end of the setting, or take another backup"
        )
    return Signed.VERIFIED
