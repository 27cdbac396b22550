"""Questions to the ledger, answered with citations."""
