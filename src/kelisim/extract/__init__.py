"""From a document to its claims and mentions."""
