"""The site of the people who take over: a process of its own, which talks to the chat through the database.

It may import `rareguide`, `knowledge`, `conversations` and `handoff`.
"""
