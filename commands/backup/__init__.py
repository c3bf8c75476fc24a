"""Back everything up into one file, and bring it back, into the same kind of database or the other."""
