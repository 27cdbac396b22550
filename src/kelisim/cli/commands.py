"""All commands: importing a group adds its commands to the application."""

from kelisim.cli import adding, briefs, conflicts, judgements, lists, questions, texts, upkeep, watch
from kelisim.cli.options import app

__all__ = ["adding", "app", "briefs", "conflicts", "judgements", "lists", "questions", "texts", "upkeep", "watch"]
