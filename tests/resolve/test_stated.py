from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.model.vocabulary import Bound
from kelisim.resolve.stated import Range, stated_range, stated_step


@pytest.mark.parametrize(
    ("value", "quote", "step"),
    [
        (4.4e9, "reached $4.4 billion", 1e8),
        (4.41e9, "составил 4,41 млрд долларов", 1e7),
        (4.4e9, "بلغ ٤٫٤ مليار دولار", 1e8),
        (4.4e9, "۴٫۴ میلیارد", 1e8),
        (4e9, "4 миллиард доллардан асты", 1e9),
        (1e10, "$10 billion", 1e9),
        (6.4e8, "$640 million", 1e7),
        (5.334e8, "533.4 million", 1e5),
        (2_100_000, "2 100 000 тонн", 1e5),
        (56_500, "56,500 containers", 1e2),
        (1_284_512, "1,284,512 people", 1.0),
        (12.5, "12.5%", 0.1),
        (1.15e9, "مليار ومائة وخمسين مليون دولار", 1e7),
        (1e10, "ten billion dollars", 1e9),
        (5e8, "half a billion", 1e8),
        (4.4e9, "in 2024 trade rose 4 times to $4.4 billion", 1e8),
    ],
)
def test_the_last_digit_that_counts_is_read_from_the_figure_as_written(value: float, quote: str, step: float) -> None:
    assert stated_step(value, quote) == pytest.approx(step)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ((4.4e9, None, "4.4"), (4.41e9, None, "4.41"), True),
        ((4.4e9, None, "4.40 billion"), (4.41e9, None, "4.41 billion"), False),
        ((4.4e9, None, "4.4"), (4.5e9, None, "4.5"), False),
        ((4e9, None, "4 billion"), (4.4e9, None, "4.4"), True),
        ((1e9, None, "1 billion"), (1.4e9, None, "1.4"), False),
        ((4e9, "more_than", "4"), (4.4e9, None, "4.4"), True),
        ((4e9, "more_than", "4"), (3.6e9, None, "3.6"), False),
        ((4e9, "more_than", "4"), (9e9, None, "9.0"), False),
        ((4e9, "up_to", "4"), (3.6e9, None, "3.6"), True),
        ((1.5e8, "about", "150 million"), (1.46e8, None, "146 million"), True),
        ((1.5e8, "about", "150 million"), (1.33e8, None, "133 million"), False),
        ((-15.7, None, "15.7%"), (-16.0, None, "16%"), True),
    ],
)
def test_figures_are_one_when_a_number_fits_both(
    one: tuple[float, Bound | None, str], other: tuple[float, Bound | None, str], *, meets: bool
) -> None:
    assert stated_range(*one).meets(stated_range(*other)) is meets
    assert stated_range(*other).meets(stated_range(*one)) is meets


def test_ranges_that_only_touch_do_not_meet() -> None:
    assert not Range(1.0, 2.0).meets(Range(2.0, 3.0))


@given(st.floats(0.01, 1e15), st.sampled_from([None, "about", "more_than", "at_least", "up_to", "less_than"]))
def test_a_range_holds_its_own_figure_whatever_the_text(value: float, bound: Bound | None) -> None:
    known = stated_range(value, bound, "no figure here")
    assert known.low <= value <= known.high
