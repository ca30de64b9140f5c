"""What is wrong with one item, on its way from a reader to the row of skips."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.tables import Skip


class ItemError(Exception):
    """An item, or a whole source, that gives no article and will not give one when asked again.

    Args:
        reason: the short code of `SKIPS.reason`.
        detail: one sentence for the reader of the report.

    Attributes:
        outlet: whose item it is, as far as that was known when it failed.
        published: the date that it states, ISO 8601, likewise.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.outlet: str | None = None
        self.published: str | None = None

    def to_skip(self, source: str, item: str) -> Skip:
        """Give it as the skip of an item."""
        return Skip(source, item, self.reason, self.detail, self.outlet, self.published)


@contextmanager
def known_of_item(outlet: str | None, published: str | None) -> Iterator[None]:
    """Let an error that ends an item keep whose item it is and what date it states."""
    try:
        yield
    except ItemError as error:
        error.outlet = error.outlet or outlet
        error.published = error.published or published
        raise
