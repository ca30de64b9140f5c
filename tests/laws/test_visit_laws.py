"""What holds for every answer of a server, however odd."""

import gzip
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address

from hypothesis import given
from hypothesis import strategies as st

from flows.sources.body import Expander, read_bounded
from flows.sources.breaker import FAILURES, LONGEST_REST, Breaker
from flows.sources.content_types import charset_of, refuse_declared, refuse_sniffed
from flows.sources.politeness import asked_wait_seconds
from flows.sources.private import is_public
from flows.sources.problem import ItemError
from flows.sources.prolog import plain_prolog
from flows.sources.redirects import target
from flows.sources.robots import BOUND_DELAY_SECONDS, Rules

NOW = datetime(2026, 1, 31, 2, tzinfo=UTC)
PRIVATE = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
]
LINES = st.sampled_from(
    ["User-agent", "Disallow", "Allow", "Crawl-delay", "Request-rate", "Visit-time", "Sitemap", "Host"]
)
robots = st.lists(
    st.tuples(
        LINES, st.text(max_size=20) | st.sampled_from(["*", "khitab", "/", "/*$", "1/9d", "http://[x"])
    ),
    max_size=12,
).map(lambda pairs: "\n".join(f"{name}: {value}" for name, value in pairs))


def reason(call, *args):
    """Give why a call refuses, or None."""
    try:
        call(*args)
    except ItemError as error:
        return error.reason
    return None


@given(st.sampled_from(PRIVATE).map(IPv4Network), st.data())
def test_no_private_address_passes_in_any_disguise(network, data):
    number = data.draw(st.integers(int(network.network_address), int(network.broadcast_address)))
    inner = IPv4Address(number)
    disguises = [
        str(inner),
        f"::ffff:{inner}",
        f"64:ff9b::{inner}",
        str(IPv6Address((0x2002 << 112) | (number << 80) | 1)),
        str(IPv6Address(number)),
    ]
    assert [one for one in disguises if is_public(one)] == []


@given(st.text(max_size=60))
def test_what_is_no_address_is_not_public(text):
    assert is_public(text) in {True, False}


@given(robots | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")), st.text(max_size=30))
def test_every_robots_txt_gives_an_answer(content, path):
    rules = Rules(content.encode("utf-8", "surrogatepass"))
    assert rules.allows(f"https://x.example/{path}") in {True, False}
    assert 0 <= rules.delay_seconds <= BOUND_DELAY_SECONDS


@given(st.none() | st.text(max_size=40), st.none() | st.text(max_size=40))
def test_a_wait_is_never_negative(retry_after, date):
    wait = asked_wait_seconds(retry_after, date, NOW)
    assert wait is None or 0 <= wait < float("inf")


@given(st.binary(max_size=3_000), st.lists(st.integers(1, 40), max_size=200), st.integers(1, 3_000))
def test_an_expanded_body_is_the_same_however_it_is_cut(content, cuts, bound):
    for encoding, packed in (
        ("", content),
        ("gzip", gzip.compress(content)),
        ("deflate", zlib.compress(content)),
    ):
        pieces, start = [], 0
        for cut in cuts:
            pieces.append(packed[start : start + cut])
            start += cut
        pieces.append(packed[start:])
        expanded, exceeds = read_bounded(pieces, Expander(encoding, "x"), bound)
        assert content.startswith(expanded)
        assert len(expanded) <= bound
        assert exceeds or expanded == content


@given(st.sampled_from(["gzip", "deflate", ""]), st.binary(max_size=300))
def test_bytes_that_cannot_be_expanded_are_named(encoding, content):
    assert reason(read_bounded, [content], Expander(encoding, "x"), 1_000) in {None, "undecodable"}


@given(st.text(max_size=80), st.binary(max_size=200))
def test_every_type_and_body_is_taken_or_refused(header, content):
    charset_of(header)
    headers = {"content-type": header, "content-length": header}
    assert reason(refuse_declared, headers, "feed", "x") in {None, "unsupported", "too-large"}
    assert reason(refuse_sniffed, content, "page", "x") in {None, "unsupported"}


@given(st.text(max_size=80))
def test_a_redirect_leads_to_the_web_or_nowhere(location):
    with suppress(ItemError):
        found = target("https://x.example/a?b", location, "x")
        assert found.startswith(("http://", "https://"))
        assert "#" not in found


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_prolog_costs_nothing_of_what_follows(prolog, body):
    document = f"<rss>{body}</rss>"
    assert plain_prolog(prolog.replace("<", "") + document) == document


@given(st.lists(st.none() | st.integers(0, 10**7), max_size=30))
def test_a_rest_is_bounded_and_grows(asked):
    breaker = Breaker()
    for number, seconds in enumerate(asked, start=1):
        breaker = breaker.failed(NOW, timedelta(seconds=seconds or 0))
        assert breaker.is_resting(NOW) == (number >= FAILURES or bool(seconds))
        assert breaker.resting_until is None or breaker.resting_until <= NOW + LONGEST_REST
