"""The action server of the stock assistant."""
