"""From claims and judgements to entries: pure functions, the same result in any order of arrival."""
