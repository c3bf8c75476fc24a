"""Keep what belongs to conversations beside Rasa's tracker: their state, answers to send again, feedback."""
