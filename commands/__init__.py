"""The command line with evaluation and backup: it may import all other packages, and none imports it."""
