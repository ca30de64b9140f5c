"""Broken feeds, pages, sitemaps and files: a refusal or a row, never an unhandled exception."""

import fuzz


def test_mutated_input_never_raises():
    outcomes, faults, _ = fuzz.run(400)
    assert faults == []
    assert {name.partition(":")[0] for name in outcomes} >= {"rss", "json", "page", "sitemap", "docx"}


def test_a_case_is_the_same_whenever_it_is_made():
    assert fuzz.run(30, kinds=("rss", "json"))[0] == fuzz.run(30, kinds=("rss", "json"))[0]
