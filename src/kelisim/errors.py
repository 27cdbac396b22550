"""One tree of errors.

``KelisimError``
    ``SourceError``   a source could not be read
    ``TextError``     bytes or text that cannot become a document
    ``PackError``     a language pack or knowledge file breaks its schema
    ``ExtractError``  an extractor returned something that the text does not hold
    ``ResolveError``  claims or judgements that contradict each other
    ``LedgerError``   the store refuses, is locked, corrupt or of another version
        ``TakenError``    another text has the id that a source promises
    ``ExportError``   an export cannot be written
    ``ConfigError``   wrong settings or use

A message is one sentence that says what is wrong with what and what to do.
"""

from __future__ import annotations


class KelisimError(Exception):
    """Anything that Kelisim reports to its user; ``str(error)`` is one sentence."""


class SourceError(KelisimError):
    """A source could not be read."""


class TextError(KelisimError):
    """Bytes or text that cannot become a document."""


class PackError(KelisimError):
    """A language pack or knowledge file breaks its schema."""


class ExtractError(KelisimError):
    """An extractor returned something that the text does not hold."""


class ResolveError(KelisimError):
    """Claims or judgements contradict each other."""


class LedgerError(KelisimError):
    """The store refuses: locked, corrupt, read-only, full, or of another version."""


class TakenError(LedgerError):
    """Another text has the id that a source promises."""


class ExportError(KelisimError):
    """An export cannot be written."""


class ConfigError(KelisimError):
    """Settings or arguments that cannot be followed."""
