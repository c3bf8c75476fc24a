"""Keep what belongs to conversations beside Rasa's tracker: answered messages, feedback, hand-overs."""
