"""The door to the network, against real servers on this machine."""

import gzip
import socket
import time

import pytest
from servers import respond, serve

from flows.errors import SourceUnavailableError
from flows.sources.feeds import receive_feed
from flows.sources.politeness import Manners
from flows.sources.problem import ItemError
from flows.sources.reading import Reading
from flows.sources.receive import failed, receive
from flows.sources.registry import Source
from flows.sources.visitor import Visitor
from flows.tables import Article

NOW = "2026-01-31T02:00:00Z"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>موقع</title>'
    "<item><title>أول</title><link>https://x.example/1</link>"
    "<description>اتهمت الحكومة خصومها.</description></item>"
    "<item><title>ثان</title><link>https://x.example/2</link>"
    "<description>صمدت الهدنة في الجنوب.</description></item>"
    "</channel></rss>"
).encode()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr("flows.sources.politeness.RETRY_DELAYS_SECONDS", (0.0,))


def get(address, timeout_seconds=5.0, contact=None):
    manners = Manners(
        timeout_seconds, contact, allow_private=True, pause_seconds=0.0, retry_delays_seconds=(0.0,)
    )
    with Visitor(manners, NOW) as visitor:
        return visitor.get(address)


def test_a_response_comes_with_its_charset():
    with serve(respond(FEED, Content_Type="text/xml; charset=windows-1256")) as address:
        fetched = get(address)
    assert (fetched.content, fetched.charset, fetched.truncated) == (FEED, "windows-1256", False)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip"])
def test_a_compressed_response_is_expanded(encoding):
    with serve(respond(gzip.compress(FEED), Content_Encoding=encoding)) as address:
        assert get(address).content == FEED


def test_the_user_agent_is_honest_and_names_the_contact():
    seen = []

    def answer(handler):
        seen.append(handler.headers["User-Agent"])
        respond(FEED)(handler)

    with serve(answer) as address:
        get(address, contact="you@example.org")
    assert seen[0].startswith("khitab/")
    assert "you@example.org" in seen[0]


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_s_fault_may_pass(status):
    with serve(respond(status=status)) as address, pytest.raises(SourceUnavailableError) as caught:
        get(address)
    assert caught.value.reason == "down"
    assert str(status) in caught.value.message


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_stays(status):
    with serve(respond(status=status)) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "down"
    assert str(status) in caught.value.detail


def test_a_port_where_nobody_listens_is_down():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SourceUnavailableError) as caught:
        get(f"http://127.0.0.1:{port}/rss?key=secret")
    assert caught.value.reason == "down"
    assert "secret" not in str(caught.value)


def drip_body(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<!-- -->")
        time.sleep(0.05)


def say_nothing(_handler):
    time.sleep(3)


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(b"X-%d: 1\r\n" % number)
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [drip_body, drip_headers, say_nothing])
def test_the_time_is_for_the_whole_request_however_it_drips(answer):
    with serve(answer) as address:
        began = time.monotonic()
        with pytest.raises(SourceUnavailableError) as caught:
            get(address, timeout_seconds=0.4)
        took = time.monotonic() - began
    assert caught.value.reason == "slow"
    assert took < 2.5


def test_endless_redirects_end():
    with serve(respond(status=302, Location="/again")) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "redirects"


def test_a_redirect_is_followed():
    def answer(handler):
        (respond(FEED) if handler.path == "/new" else respond(status=301, Location="/new"))(handler)

    with serve(answer) as address:
        assert get(address).content == FEED


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "http://user:word@127.0.0.1/x"]
)
def test_a_redirect_away_from_the_web_is_refused(target):
    with serve(respond(status=302, Location=target)) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "refused"
    assert "word" not in caught.value.detail


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" " * 1_000_000)


def test_a_body_without_end_is_cut():
    with serve(endless) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "too-large"


def test_a_bomb_is_not_expanded():
    bomb = gzip.compress(b" " * 200_000_000, compresslevel=1)
    with serve(respond(bomb, Content_Encoding="gzip")) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "too-large"


def test_what_cannot_be_expanded_is_named():
    with serve(respond(FEED, Content_Encoding="gzip")) as address, pytest.raises(ItemError) as caught:
        get(address)
    assert caught.value.reason == "undecodable"


def feed(address):
    return Source("قناة", "feed", f"{address}/rss", allow_private=True, pause_seconds=0.0)


def test_a_feed_cut_off_by_its_server_gives_its_whole_items(tmp_path):
    with serve(respond(FEED[:-120], length=len(FEED))) as address:
        received = receive(feed(address), tmp_path / "seeds", timeout_seconds=5, fetched_at=NOW)
    assert [article.title for article in received.articles] == ["أول"]
    assert [(skip.item, skip.reason) for skip in received.skips] == [("", "truncated")]
    assert received.received == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (respond(b"<html><body>x</body></html>"), "not-a-feed"),
        (respond(status=404), "down"),
        (respond(b""), "empty"),
    ],
)
def test_a_feed_that_is_none_is_one_skip(answer, reason, tmp_path):
    with serve(answer) as address:
        received = receive(feed(address), tmp_path / "seeds", timeout_seconds=5, fetched_at=NOW)
    assert received.articles == ()
    assert [(skip.item, skip.reason) for skip in received.skips] == [("", reason)]


def test_a_feed_that_stays_down_has_a_receipt(tmp_path):
    with serve(respond(status=503)) as address:
        source = feed(address)
        with pytest.raises(SourceUnavailableError) as caught:
            receive(source, tmp_path / "seeds", timeout_seconds=5, fetched_at=NOW)
    receipt = failed(source, caught.value, NOW)
    assert (receipt.received, receipt.articles) == (0, ())
    assert [(skip.item, skip.reason) for skip in receipt.skips] == [("", "down")]


def test_a_whole_feed_is_read_over_the_network():
    with serve(respond(FEED)) as address:
        items = list(receive_feed(feed(address), Reading(get, NOW)))
    assert all(isinstance(item, Article) for item in items)
    assert len(items) == 2
