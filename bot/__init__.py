"""What runs inside Rasa: the graph components, the policy, the channels, the stores and the server itself.

It may import all but `staff`, `commands` and `tools`.
"""

# Whatever of this package is imported, the environment is set before the libraries below Rasa are imported.
from bot.server import process_environment as process_environment
