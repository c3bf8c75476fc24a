"""Hand a conversation over to a person: the form, the desk that both sides use, and what is sent out of the house.

It may import `rareguide` and `conversations`.
"""
