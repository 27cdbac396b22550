"""Addresses of the web: fetched politely, bounded and guarded. Nothing here imports the network before it is used."""
