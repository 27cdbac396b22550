"""Watching sources: a watch list is polled again and again, and what its rules ask for goes out as alerts."""
