"""Keep requests to a person: their states, what each side does with them, and what time brings."""
