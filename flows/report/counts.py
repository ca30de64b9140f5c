"""How many articles were counted, told with the stories that they make and the versions that were not."""

from flows.compare.model import Comparison
from flows.report.speech import Speech


def articles_and_stories(comparison: Comparison, speech: Speech) -> str:
    """Count the articles, and the stories where near-copies make them fewer."""
    articles = sum(group.articles for group in comparison.groups)
    counted = speech.count("%(number)s article", "%(number)s articles", articles)
    if comparison.stories == articles:
        return counted
    stories = speech.count("%(number)s story", "%(number)s stories", comparison.stories)
    return speech.say("%(articles)s (%(stories)s)", articles=counted, stories=stories)


def version_notes(comparison: Comparison, speech: Speech) -> tuple[str, ...]:
    """Explain stories that hold several articles, and older versions; nothing where there are none."""
    notes: list[str] = []
    if comparison.stories < sum(group.articles for group in comparison.groups):
        notes.append(
            speech.say(
                "Near-copies (wire copy, light edits, cut versions) make one story. Each article is "
                "measured; the stories tell how many of them were written apart."
            )
        )
    if comparison.revisions:
        notes.append(
            speech.count(
                "%(number)s older version of a revised article is stored and not counted.",
                "%(number)s older versions of revised articles are stored and not counted.",
                comparison.revisions,
            )
        )
    return tuple(notes)
