"""How sure the dates of the compared articles are, in one line of the coverage section."""

from collections import Counter
from collections.abc import Iterable

from flows.compare.model import Source
from flows.report.speech import Speech


def date_line(sources: Iterable[Source], speech: Speech) -> str:
    """Count the articles by how sure their date is.

    Args:
        sources: the compared articles.
        speech: the language.

    Returns:
        One line; what no article has is left out.
    """
    counted = Counter(source.date_confidence for source in sources)
    labels = {
        "stated": speech.say("stated by the source"),
        "found": speech.say("read from the page"),
        "converted": speech.say("converted from the Hijri calendar"),
        "guessed": speech.say("guessed from the address or the page"),
        "none": speech.say("no date"),
    }
    parts = [f"{label} {speech.integer(counted[code])}" for code, label in labels.items() if counted[code]]
    return speech.say("How sure the dates are: %(counts)s.", counts=" · ".join(parts))
