"""Run the command line with `python -m commands`."""

from commands.cli import app

app()
