"""The store: documents, claims and judgements are only ever added; entries are derived from them."""
