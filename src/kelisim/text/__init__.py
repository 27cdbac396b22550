"""Kelisim."""
