"""Give the server the hand-over's regular work, which the staff site does as well."""

from handoff.clockwork import keep_working

__all__ = ["keep_working"]
