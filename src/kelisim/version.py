"""The version of Kelisim, below everything that states it."""

__version__ = "0.1.0"
