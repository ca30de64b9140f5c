"""What is wrong with one item, on its way from a reader to the row of skips."""


class ItemError(Exception):
    """An item, or a whole source, that gives no article and will not give one when asked again.

    Args:
        reason: the short code of `SKIPS.reason`.
        detail: one sentence for the reader of the report.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
