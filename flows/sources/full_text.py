"""The whole article behind a feed's summary, where the entry asks for it: one page an item, each once."""

from collections.abc import Callable
from dataclasses import replace

from flows.errors import SourceUnavailableError
from flows.sources.feed_items import FeedItem
from flows.sources.problem import ItemError
from flows.sources.reading import Given, Link, Passed, Reading, read_link, to_item
from flows.sources.registry import Source
from flows.tables import Article, Skip

_WHOLE_WORDS = 150
"""What a feed calls content is an article's text from here on; shorter, it is as often a summary."""
_BOUND_PAGES = 200
_PATIENCE = 3


def receive_full_text(source: Source, reading: Reading) -> Callable[[FeedItem, Article | Skip], Given]:
    """Give what turns an item of a feed into its whole article.

    Args:
        source: the feed's entry.
        reading: the reading.

    Returns:
        A function of an item and what the feed itself gives of it. It gives the article of the item's page;
        what the feed gives where that is whole, or where its page will never give more; a passing-over where
        the item is stored already; a skip where another run may have more luck. A summary that is stored
        today would stand beside its whole article tomorrow.
    """
    asked = unreached = 0
    bound = min(source.max_pages or source.max_items, _BOUND_PAGES)

    def read(item: FeedItem, given: Article | Skip) -> Given:
        nonlocal asked, unreached
        is_hopeless = isinstance(given, Skip) and given.reason != "empty"
        is_whole = item.is_whole and len(item.text.split()) >= _WHOLE_WORDS
        if item.link is None or is_whole or is_hopeless:
            return given
        if reading.knows(item.link, item.changed):
            return Passed("known")
        name = to_item(item.name)
        if asked == bound or unreached == _PATIENCE:
            detail = "No more pages were asked for in this run."
            return Skip(source.name, name, "limit", detail, given.outlet, item.published)
        asked += 1
        try:
            found: Given = _joined(read_link(source, reading, Link(item.link, item.title)), given)
        except ItemError as error:
            skip = Skip(source.name, name, error.reason, error.detail, given.outlet, item.published)
            found = given if isinstance(given, Article) and error.reason != "language" else skip
        except SourceUnavailableError as error:
            unreached += 1
            return Skip(source.name, name, error.reason, error.message, given.outlet, item.published)
        unreached = 0
        return found

    return read


def _joined(article: Article, given: Article | Skip) -> Article:
    """Let the feed's date, author and outlet stand; its text only where the page gave less."""
    if isinstance(given, Skip):
        return article
    if len(article.text) < len(given.text):
        return given
    dated = given if given.published else article
    return replace(
        article,
        source=given.source,
        outlet=given.outlet,
        author=given.author or article.author,
        published=dated.published,
        date_confidence=dated.date_confidence,
    )
