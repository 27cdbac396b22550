"""Web pages: from the tree of elements to the article, its headline, day, outlet and address, and what stands before it."""
