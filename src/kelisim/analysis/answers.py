"""Lists of values that turn into Arrow tables, data frames and tables in notebooks."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from kelisim.analysis.rows import row
from kelisim.errors import ConfigError
from kelisim.model import Entry

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Item = TypeVar("Item", bound=Struct)

ENTRY_FIELDS = "fields"
"""The field of an entry that holds its fact: each of the fact's fields is a column."""

SHOWN_ROWS = 100
"""A notebook shows so many rows; the rest is counted."""


class Answers(list[Item]):
    """The values that answer a question, in order."""

    def to_arrow(self) -> pa.Table:
        """One row a value, one column a field, nested where the field is; needs the extra ``kelisim[arrow]``."""
        try:
            import pyarrow as pa  # noqa: PLC0415 -- an extra
        except ImportError as error:
            raise ConfigError("Arrow tables need pyarrow; install kelisim[arrow]") from error
        built = [_columns(value) for value in self]
        names = dict.fromkeys(name for record in built for name in record)
        return pa.table({name: _array([record.get(name) for record in built]) for name in names})

    def to_pandas(self) -> pd.DataFrame:
        """A data frame with the columns of :meth:`to_arrow`; needs pandas beside the extra ``kelisim[arrow]``."""
        try:
            import pandas as pd  # noqa: F401, PLC0415 -- pyarrow asks for it
        except ImportError as error:
            raise ConfigError("data frames need pandas; install pandas beside kelisim[arrow]") from error
        return self.to_arrow().to_pandas()

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        if not self:
            return "<p>nothing found</p>"
        rows = [row(value) for value in self[:SHOWN_ROWS]]
        head = "".join(f"<th>{html.escape(name)}</th>" for name in rows[0])
        body = "".join(f"<tr>{''.join(map(_cell, record.values()))}</tr>" for record in rows)
        more = f"<p>and {len(self) - SHOWN_ROWS} more</p>" if len(self) > SHOWN_ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    return f'<td dir="auto">{html.escape("" if value is None else str(value))}</td>'


def _columns(value: Struct) -> dict[str, Any]:
    """All fields of a value, empty ones included; those of an entry's fact beside its identity."""
    stated: dict[str, Any] = msgspec.to_builtins(value)
    built = {name: stated.get(name) for name in value.__struct_fields__ if name != ENTRY_FIELDS}
    return built | value.fields if isinstance(value, Entry) else built


def _array(values: list[Any]) -> pa.Array:
    """A column; as JSON where its values are of several types."""
    import pyarrow as pa  # noqa: PLC0415 -- an extra

    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else msgspec.json.encode(value).decode() for value in values])
