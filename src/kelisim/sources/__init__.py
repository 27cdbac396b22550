"""Where documents come from: :mod:`~kelisim.sources.reading` opens what was named and hands it to a kind of source."""
