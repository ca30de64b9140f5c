"""A polite visitor against real servers: robots.txt, turns, tries and rests."""

import socket
import threading
import time
from email.utils import formatdate
from itertools import pairwise

import pytest
from servers import counting, respond, serve, site

from flows.errors import SourceUnavailableError
from flows.sources.politeness import LONGEST_WAIT_SECONDS, Manners
from flows.sources.problem import ItemError
from flows.sources.visitor import Visitor

NOW = "2026-01-31T02:00:00Z"
LATER = "2026-01-31T04:00:00Z"
BODY = "<rss>خبر</rss>".encode()
FEED = respond(BODY, Content_Type="application/rss+xml")


def visitor(folder=None, *, now=NOW, pause=0.0, delays=()):
    manners = Manners(2.0, allow_private=True, pause_seconds=pause, retry_delays_seconds=delays)
    return Visitor(manners, now, folder)


def get(address, *args, accept="feed", **options):
    with visitor(*args, **options) as guest:
        return guest.get(address, accept)


def refusal(address, *args, **options):
    with pytest.raises(ItemError) as caught:
        get(address, *args, **options)
    return caught.value


def paths(seen):
    return [path for path, _ in seen]


def in_turn(*answers):
    """Answer each request by the next answer; the last one stays."""
    left = list(answers)

    def answer(handler):
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


@pytest.fixture
def slept(monkeypatch):
    """Waits that are noted and not waited."""
    waits = []
    monkeypatch.setattr("flows.sources.visitor.time.sleep", waits.append)
    return waits


# robots.txt


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: khitab\nDisallow: /rss",
        "\ufeffUser-agent: Khitab\nDisallow: /*ss$",
        "User-agent: *\nDisallow: /rss\n" + "#" * 700_000 + "\nAllow: /rss",
    ],
    ids=["all", "by name", "by pattern", "within the bound"],
)
def test_what_robots_may_not_read_is_not_asked_for(robots):
    answer, seen = counting(site(robots, rss=FEED))
    with serve(answer) as address:
        assert refusal(f"{address}/rss").reason == "robots"
    assert paths(seen) == ["/robots.txt"]


@pytest.mark.parametrize(
    "robots",
    [
        "",
        "User-agent: other\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: khitab\nAllow: /",
        "<html><body>Disallow: /</body></html>",
        respond(b"\x89PNG\x00\x01\x02"),
        respond(b"no gzip", Content_Encoding="gzip"),
        respond(status=404),
        respond(status=403),
        respond(status=302, Location="file:///etc/passwd"),
        respond(status=301, Location="/robots.txt"),
    ],
    ids=["none", "other", "own", "page", "image", "no gzip", "404", "403", "away", "endless"],
)
def test_all_may_be_read_where_no_rule_says_otherwise(robots):
    with serve(site(robots, rss=FEED)) as address:
        assert get(f"{address}/rss").content == BODY


def test_robots_txt_is_asked_for_once_a_run_and_found_behind_a_redirect(tmp_path):
    rules = respond(b"User-agent: *\nDisallow: /no")
    answer, seen = counting(site(respond(status=301, Location="/r"), r=rules, yes=FEED))
    with serve(answer) as address:
        for _ in range(2):
            with visitor(tmp_path) as guest:
                guest.get(f"{address}/yes")
                with pytest.raises(ItemError, match="robots"):
                    guest.get(f"{address}/no")
    assert paths(seen) == ["/robots.txt", "/r", "/yes", "/yes"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_while_robots_txt_is_out_of_reach_nothing_is_asked_for(status):
    answer, seen = counting(site(respond(status=status), rss=FEED))
    with serve(answer) as address, pytest.raises(SourceUnavailableError) as caught:
        get(f"{address}/rss")
    assert paths(seen) == ["/robots.txt"]
    assert "robots.txt" in caught.value.message
    assert str(status) in caught.value.message


def test_an_older_robots_txt_stands_in_for_one_out_of_reach(tmp_path):
    rules = respond(b"User-agent: *\nDisallow: /no")
    with serve(site(in_turn(rules, respond(status=503)), yes=FEED, no=FEED)) as address:
        assert get(f"{address}/yes", tmp_path).content == BODY
        assert get(f"{address}/yes", tmp_path, now=LATER).content == BODY
        assert refusal(f"{address}/no", tmp_path, now=LATER).reason == "robots"


def test_a_redirect_to_another_site_asks_its_robots_txt_too():
    answer, seen = counting(site("User-agent: *\nDisallow: /", rss=FEED))
    with serve(answer) as there, serve(site(rss=respond(status=302, Location=f"{there}/rss"))) as here:
        assert refusal(f"{here}/rss").reason == "robots"
    assert paths(seen) == ["/robots.txt"]


# turns


@pytest.mark.parametrize(
    ("robots", "pause"),
    [("", 0.15), ("User-agent: *\nCrawl-delay: 0.15", 0.0), ("User-agent: *\nRequest-rate: 7/1", 0.0)],
)
def test_there_is_a_pause_between_requests_and_never_two_at_a_time(robots, pause):
    spans = []

    def slow(handler):
        began = time.monotonic()
        time.sleep(0.05)
        FEED(handler)
        spans.append((began, time.monotonic()))

    with serve(site(robots, rss=slow)) as address:
        threads = [
            threading.Thread(target=get, args=(f"{address}/rss",), kwargs={"pause": pause}) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    spans.sort()
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    assert len(gaps) == 2
    assert min(gaps) > 0.1


def test_two_hosts_are_asked_side_by_side():
    met = threading.Barrier(2, timeout=5)

    def together(handler):
        met.wait()
        FEED(handler)

    with serve(site(rss=together)) as one, serve(site(rss=together)) as other:
        threads = [threading.Thread(target=get, args=(f"{host}/rss",)) for host in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not met.broken


# tries


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again(status, slept):
    answer, seen = counting(site(rss=in_turn(respond(status=status), respond(status=status), FEED)))
    with serve(answer) as address:
        assert get(f"{address}/rss", delays=(2.0, 10.0, 30.0)).content == BODY
    assert paths(seen).count("/rss") == 3
    assert [wait for wait in slept if wait] == [2.0, 10.0]


def test_the_tries_end(slept):
    answer, seen = counting(site(rss=respond(status=503)))
    with serve(answer) as address, pytest.raises(SourceUnavailableError):
        get(f"{address}/rss", delays=(2.0, 10.0, 30.0))
    assert paths(seen).count("/rss") == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_will_not_change_is_not_tried_again(status, slept):
    answer, seen = counting(site(rss=respond(status=status)))
    with serve(answer) as address:
        assert refusal(f"{address}/rss", delays=(2.0,)).reason == "down"
    assert paths(seen).count("/rss") == 1


def refusing(status, after):
    """Answer that one may come again after so many seconds, as a date where it is a number."""

    def answer(handler):
        stated = formatdate(time.time() + after, usegmt=True) if isinstance(after, int) else after
        respond(status=status, Retry_After=stated)(handler)

    return answer


@pytest.mark.parametrize(
    ("after", "wait"),
    [("7", 7), (" 0 ", 2), ("soon", 2), ("-5", 2), (40, 40), (-40, 2), ("Wed, 99 Foo 2026 00:00:00 GMT", 2)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_a_server_asks_for_is_kept(status, after, wait, slept):
    with serve(site(rss=in_turn(refusing(status, after), FEED))) as address:
        assert get(f"{address}/rss", delays=(2.0,)).content == BODY
    assert sum(slept) == pytest.approx(wait, abs=2)


@pytest.mark.parametrize("after", ["3600", 3610])
def test_a_long_wait_is_a_rest(after, slept, tmp_path):
    answer, seen = counting(site(rss=refusing(429, after)))
    with serve(answer) as address:
        with pytest.raises(SourceUnavailableError):
            get(f"{address}/rss", tmp_path, delays=(2.0,))
        resting = refusal(f"{address}/rss", tmp_path, now="2026-01-31T02:55:00Z")
        assert resting.reason == "resting"
        assert "2026-01-31 03:0" in resting.detail
        with pytest.raises(SourceUnavailableError):
            get(f"{address}/rss", tmp_path, now="2026-01-31T03:05:00Z")
    assert paths(seen).count("/rss") == 2
    assert max(slept, default=0) <= LONGEST_WAIT_SECONDS


def test_a_body_that_broke_off_is_asked_for_once_more(slept):
    broken = respond(BODY[:-5], length=len(BODY))
    answer, seen = counting(site(rss=in_turn(broken, FEED), cut=broken))
    with serve(answer) as address:
        whole = get(f"{address}/rss", delays=(2.0, 10.0))
        cut = get(f"{address}/cut", delays=(2.0, 10.0))
    assert (whole.content, whole.truncated) == (BODY, False)
    assert (cut.content, cut.truncated) == (BODY[:-5], True)
    assert paths(seen).count("/cut") == 2


def test_a_body_longer_than_it_says_ends_where_it_says():
    with serve(site(rss=respond(BODY + b"more", length=len(BODY)))) as address:
        assert get(f"{address}/rss").content == BODY


# rests


def test_a_host_that_keeps_failing_rests_is_probed_once_and_comes_back(tmp_path, slept):
    answers = {"now": respond(status=500)}

    def as_it_is_now(handler):
        answers["now"](handler)

    answer, seen = counting(site(rss=as_it_is_now))
    with serve(answer) as address:
        for _ in range(3):
            with pytest.raises(SourceUnavailableError):
                get(f"{address}/rss", tmp_path, delays=(0.1,))
        assert paths(seen).count("/rss") == 6
        for now in (NOW, "2026-01-31T02:59:00Z"):
            resting = refusal(f"{address}/rss", tmp_path, now=now)
            assert resting.reason == "resting"
            assert "failed too often" in resting.detail
            assert "2026-01-31 03:00 UTC" in resting.detail
        assert paths(seen).count("/rss") == 6
        with pytest.raises(SourceUnavailableError):
            get(f"{address}/rss", tmp_path, now="2026-01-31T03:01:00Z", delays=(0.1,))
        assert paths(seen).count("/rss") == 7  # one try
        assert refusal(f"{address}/rss", tmp_path, now="2026-01-31T05:00:00Z").reason == "resting"
        answers["now"] = FEED
        assert get(f"{address}/rss", tmp_path, now="2026-01-31T05:02:00Z").content == BODY
        answers["now"] = in_turn(respond(status=500), FEED)
        assert get(f"{address}/rss", tmp_path, now="2026-01-31T05:03:00Z", delays=(0.1,)).content == BODY


def test_within_one_visit_a_dead_host_is_left_alone_and_others_are_not(tmp_path):
    answer, seen = counting(respond(status=500))
    with serve(answer) as dead, serve(site(rss=FEED)) as well, visitor(tmp_path) as guest:
        for number in range(10):
            with pytest.raises((SourceUnavailableError, ItemError)):
                guest.get(f"{dead}/{number}")
        assert guest.get(f"{well}/rss").content == BODY
    assert len(seen) == 3


def test_a_host_whose_answers_never_end_rests_too(tmp_path):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<!-- -->")
            time.sleep(0.02)

    manners = Manners(0.15, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    with serve(site(rss=drip)) as address, Visitor(manners, NOW, tmp_path) as guest:
        for _ in range(3):
            with pytest.raises(SourceUnavailableError, match="did not answer within"):
                guest.get(f"{address}/rss")
        with pytest.raises(ItemError, match="asked again from"):
            guest.get(f"{address}/rss")


def test_a_damaged_note_of_a_host_counts_as_none(tmp_path):
    with serve(site(rss=respond(status=500))) as address:
        for _ in range(3):
            with pytest.raises(SourceUnavailableError):
                get(f"{address}/rss", tmp_path)
        (note,) = (tmp_path / "hosts").iterdir()
        damages = (b"", b"{", b"[]", b'{"failures": 9, "resting_until": "never"}', b"\xff")
        for minute, damage in enumerate(damages, start=1):
            note.write_bytes(damage)
            with pytest.raises(SourceUnavailableError):
                get(f"{address}/rss", tmp_path, now=f"2026-01-31T02:{minute:02}:00Z")


def test_a_404_is_the_sign_of_a_host_that_is_well(tmp_path):
    with serve(site(rss=respond(status=500))) as address, visitor(tmp_path) as guest:
        for page in ("rss", "rss", "gone", "rss", "rss", "gone") * 2:
            with pytest.raises((SourceUnavailableError, ItemError)) as caught:
                guest.get(f"{address}/{page}")
            assert caught.value.reason == "down"


@pytest.mark.parametrize(
    "address", ["http://x.example:99999/", "http://[x/", "ftp://x.example/", "http://u:p@x.example/", "rss"]
)
def test_an_address_that_is_none_is_refused(address):
    assert refusal(address).reason == "refused"


def test_a_name_that_nobody_knows_is_said_to_be_one(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("flows.sources.fetch.getaddrinfo", unknown)
    with pytest.raises(SourceUnavailableError, match="its name is not known"):
        get("http://nowhere.example/rss")


@pytest.mark.parametrize("contact", ["a\r\nX-Other: b", "محرر you@example.org", "", None], ids=str)
def test_a_contact_is_one_line_of_the_user_agent(contact):
    answer, seen = counting(FEED)
    manners = Manners(2.0, contact, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    with serve(answer) as address, Visitor(manners, NOW) as guest:
        guest.get(f"{address}/rss")
    for _, headers in seen:
        assert headers["User-Agent"].startswith("khitab/0.1 (")
        assert "X-Other" not in headers


@pytest.mark.parametrize("garbage", [b"", b"220 smtp ready\r\n", b"\x00" * 100, b"HTTP/1.1 999 \r\n\r\n"])
def test_what_speaks_no_http_is_down(garbage):
    answer, failures = (lambda handler: handler.wfile.write(garbage)), (SourceUnavailableError, ItemError)
    with serve(answer) as address, pytest.raises(failures) as caught:
        get(f"{address}/rss")
    assert caught.value.reason == "down"


def test_a_folder_is_shared_by_two_runs_at_once(tmp_path):
    failures = []

    def run(number):
        try:
            for _ in range(5):
                get(f"{address}/rss", tmp_path, now=f"2026-01-31T02:00:0{number}Z")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the failure looked for
            failures.append(error)

    with serve(site(rss=respond(BODY, Content_Type="text/xml", ETag='"a"'))) as address:
        threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert not [path for path in tmp_path.glob("*/*") if path.name.startswith(".")]
