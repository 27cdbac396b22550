"""All commands: importing a group adds its commands to the application."""

from kelisim.cli import briefs, conflicts, lists, questions, texts, upkeep
from kelisim.cli.options import app

__all__ = ["app", "briefs", "conflicts", "lists", "questions", "texts", "upkeep"]
