"""Bring up the production topology as plain processes: two servers, proxy, PostgreSQL, Valkey, staff site."""
