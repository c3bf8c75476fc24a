"""Run the command line with `python -m rareguide`."""

from rareguide.cli import app

app()
