import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.text.slices import in_slices


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 12))
def test_slices_give_what_the_whole_gives(values, least_rows):
    rows = pl.DataFrame({"value": values}, schema={"value": pl.Int64})

    def work(some):
        return some.with_columns(double=pl.col("value") * 2).filter(pl.col("value") != 3)

    assert in_slices(rows, work, least_rows).equals(work(rows))
