"""The ways in: every channel hands its messages to the gate, which answers each with exactly one turn."""
