"""Throw made-up and broken inputs at everything that reads what strangers write, and look at what comes of it."""
