"""What decides on an answer: from a message that was read and the state of its dialogue to a drafted turn.

It may import `rareguide` and `knowledge`; of Rasa only `actions.turn_action` knows the SDK.
"""
