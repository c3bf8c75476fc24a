"""The pages of the staff site; each function takes a `RequestContext` and returns a response."""
