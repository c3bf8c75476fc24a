"""Keep what belongs to conversations beside Rasa's tracker: their state, answered messages, feedback, pushed turns.

It may import `rareguide`.
"""
