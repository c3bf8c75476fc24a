"""Name the tables in which Alembic keeps which migrations a database has had."""

from __future__ import annotations

KNOWLEDGE_VERSIONS = "knowledge_version"
CONVERSATIONS_VERSIONS = "conversations_version"
