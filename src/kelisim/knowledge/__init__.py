"""Facts about the world with their sources: states, places, organisations, infrastructure, office-holders, names."""
