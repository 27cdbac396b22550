"""``abbreviations.toml``: the shape is the text room's own, which splits sentences by it."""

from kelisim.text.sentences import Abbreviations as AbbreviationsFile

__all__ = ["AbbreviationsFile"]
