"""The pages of the staff site; each function takes a `Visit` and returns a response."""
