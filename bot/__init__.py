"""What runs inside Rasa: the graph components, the policy, the channels, the stores and the server itself."""

# Whatever of this package is imported, the environment is set before the libraries below Rasa are imported.
from bot import process_environment as process_environment
