"""RareGuide's command line, settings, and the turn that every channel carries."""
