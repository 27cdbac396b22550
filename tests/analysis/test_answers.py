from __future__ import annotations

import pyarrow as pa
import pytest
from ledger_values import citation, claim, entry

from kelisim.analysis.answers import SHOWN_ROWS, Answers
from kelisim.analysis.comparison import Compared, Difference
from kelisim.analysis.series import build_series


def test_answers_become_an_arrow_table_with_a_column_a_field() -> None:
    entries = Answers(
        [
            entry("a", "indicator", indicator="exports", value=4.5e9, unit="USD"),
            entry("b", "meeting", form="visit", date="2025"),
        ]
    )
    table = entries.to_arrow()
    assert table.num_rows == 2
    assert table["value"].to_pylist() == [4.5e9, None]
    assert table["date"].to_pylist() == [None, "2025"]
    assert table["claims"].to_pylist()[0][0]["quote"] == "word"


def test_every_field_is_a_column_even_when_all_are_empty() -> None:
    table = Answers([claim("meeting")]).to_arrow()
    assert table["deadline"].to_pylist() == [None]
    assert Answers([]).to_arrow().num_rows == 0


def test_values_of_several_types_become_json() -> None:
    differing = [Difference("value", 1.5, 2.5), Difference("stage", "planned", "ongoing")]
    values = [
        Compared(entry="a", kind="project", parties=(), what="", side="both", differences=(item,)) for item in differing
    ]
    column = Answers(values).to_arrow()["differences"]
    assert column.type == pa.string()
    assert '"first":1.5' in column.to_pylist()[0]


def test_answers_become_a_data_frame() -> None:
    entries = [entry("a", "indicator", indicator="exports", period="2024", value=4.5e9, unit="USD")]
    frame = Answers(build_series(entries, "exports", ["KZ", "UZ"])).to_pandas()
    assert frame["value"].tolist() == [4.5e9]


def test_a_notebook_shows_an_escaped_table_that_follows_the_direction_of_its_text() -> None:
    shown = Answers([entry("a", "agreement", instrument="plan", title="<script>alert(1)</script>")])._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown.lower()
    assert 'dir="auto"' in shown
    assert Answers([])._repr_html_() == "<p>nothing found</p>"


def test_a_long_list_in_a_notebook_counts_what_it_leaves_out() -> None:
    many = Answers([entry(str(number), "meeting", citation("c"), form="visit") for number in range(SHOWN_ROWS + 5)])
    assert "and 5 more" in many._repr_html_()


def test_missing_extras_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from kelisim.errors import ConfigError

    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"install kelisim\[arrow\]"):
        Answers([claim("meeting")]).to_arrow()
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ConfigError, match="install pandas"):
        Answers([claim("meeting")]).to_pandas()
