"""What runs inside Rasa: the graph components, the policy, the channels, the stores and the server itself."""

# Whatever of this package is imported, the libraries below Rasa are quietened before they are imported.
from bot import quiet as quiet
