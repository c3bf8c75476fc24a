"""What decides on an answer: from a message that was read and the state of its dialogue to a drafted turn.

Nothing in here imports `bot` or Rasa itself; only `actions.turn_action` knows the SDK.
"""
