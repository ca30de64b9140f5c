"""Articles are counted beside the stories that they make, and older versions are told of."""

from dataclasses import replace

import polars as pl
import pytest
from builders import comparison, corpus

from flows.report.counts import articles_and_stories, version_notes
from flows.report.speech import Speech
from flows.tables import STORIES


def compared(story_of_the_second, revisions=0):
    stories = pl.DataFrame(
        {"article_id": ["a" * 16, "b" * 16], "story": ["a" * 16, story_of_the_second]}, schema=STORIES.schema
    )
    return comparison(of=replace(corpus(), stories=stories, revisions=revisions))


def test_two_copies_are_two_articles_of_one_story():
    both = compared("a" * 16, revisions=2)
    assert (both.stories, [group.stories for group in both.groups]) == (1, [1, 1])
    assert {source.story for source in both.sources} == {"a" * 16}
    assert both.data["articles"]["story"].to_list() == ["a" * 16] * 2
    assert articles_and_stories(both, Speech("en")) == "2 articles (1 story)"
    first, second = version_notes(both, Speech("en"))
    assert first.startswith("Near-copies")
    assert second == "2 older versions of revised articles are stored and not counted."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_where_all_were_written_apart_nothing_is_said_of_stories(language):
    apart = compared("b" * 16)
    assert apart.stories == 2
    assert "(" not in articles_and_stories(apart, Speech(language))
    assert version_notes(apart, Speech(language)) == ()


def test_an_article_that_was_not_grouped_is_a_story_of_its_own():
    assert comparison().stories == 2
