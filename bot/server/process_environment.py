"""Set what libraries read at their import: less talk, one thread, no telemetry. Imported before Rasa or TensorFlow.

Sanic turns deprecation warnings on when it is imported, so they are filtered after that; what is silenced
concerns the libraries' own code and tells an operator nothing.
"""

from __future__ import annotations

import os
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Training shows its own progress; the bars of single steps say nothing to anybody.
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# A message's sums are small: more threads would only wait for each other, and double the processor time of a turn.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A health project reports nothing home.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

import sanic  # noqa: F401

for category in (DeprecationWarning, FutureWarning, PendingDeprecationWarning, UserWarning):
    warnings.filterwarnings("ignore", category=category)
