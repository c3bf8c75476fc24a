"""What all packages stand on: settings, texts, the turn, databases and logs; it imports none of the others."""
