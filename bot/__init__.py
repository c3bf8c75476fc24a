"""What runs inside Rasa: the graph components, the policy, the channels, the stores and the server itself."""
