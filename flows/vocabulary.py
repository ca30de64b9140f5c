"""The values that columns of few values may hold."""

PRECISIONS = ("day", "month", "year", "none")
POSITIONS = ("headline", "lead", "body")
KINDS = ("accusation", "responsibility", "harm")
STANCES = ("asserted", "denied")
DOERS = ("named", "unnamed")
STATUSES = ("asserted", "denied", "distanced", "hypothetical")
VOICES = ("own", "quoted")
CONFIDENCES = ("stated", "found", "converted", "guessed", "none")
SOURCE_KINDS = ("folder", "feed", "sitemap", "page", "table", "warc")
SKIP_REASONS = (
    "altered",
    "binary",
    "columns",
    "down",
    "duplicate",
    "empty",
    "failed",
    "future-date",
    "header",
    "language",
    "limit",
    "link",
    "missing",
    "no-text",
    "not-a-feed",
    "not-a-sitemap",
    "paywall",
    "redirects",
    "refused",
    "resting",
    "robots",
    "slow",
    "too-large",
    "truncated",
    "undecodable",
    "unread-date",
    "unreadable",
    "unsupported",
    "vague-date",
)
NOTICES = frozenset({"future-date", "unread-date"})
"""Reasons of rows in `SKIPS` whose item is stored all the same, without what the row tells of."""
