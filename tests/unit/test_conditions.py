"""Unchanged responses: asked for on condition, and never the reason that an article is missing."""

import gzip

import pytest
from servers import counting, respond, serve, site

from flows.sources.politeness import Manners
from flows.sources.problem import ItemError
from flows.sources.receive import receive
from flows.sources.registry import Source
from flows.sources.visitor import Visitor
from flows.storing import seeds as seed_files

MONDAY, TUESDAY, FRIDAY = "2026-01-26T02:00:00Z", "2026-01-27T02:00:00Z", "2026-01-30T02:00:00Z"
STAMP = "Sun, 25 Jan 2026 10:00:00 GMT"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>موقع</title>'
    "<item><title>أول</title><link>https://x.example/1</link><description>اتهمت الحكومة خصومها.</description>"
    "</item><item><title>ثان</title><link>https://x.example/2</link><description>صمدت الهدنة.</description>"
    "</item></channel></rss>"
).encode()


def conditional(body=FEED, **headers):
    """Answer in full, or 304 where the request's condition holds."""

    def answer(handler):
        wanted = handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]
        had = headers.get("ETag"), headers.get("Last_Modified")
        if any(one and one == other for one, other in zip(wanted, had, strict=True)):
            respond(status=304)(handler)
        else:
            respond(body, Content_Type="text/xml", **headers)(handler)

    return answer


def get(address, folder, now, *, contact=None, accept="feed"):
    manners = Manners(2.0, contact, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    with Visitor(manners, now, folder) as guest:
        return guest.get(address, accept)


def conditions(seen):
    sent = [headers for path, headers in seen if path != "/robots.txt"]
    return [
        {name: headers[name] for name in ("If-None-Match", "If-Modified-Since") if name in headers}
        for headers in sent
    ]


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"ETag": '"a"'}, {"If-None-Match": '"a"'}),
        ({"ETag": 'W/"a-gzip"'}, {"If-None-Match": 'W/"a-gzip"'}),
        ({"Last_Modified": STAMP}, {"If-Modified-Since": STAMP}),
        ({"ETag": '"a"', "Last_Modified": STAMP}, {"If-None-Match": '"a"', "If-Modified-Since": STAMP}),
    ],
    ids=["strong", "weak", "date", "both"],
)
def test_what_did_not_change_is_not_sent_again_and_reads_the_same(tmp_path, headers, sent):
    answer, seen = counting(site(rss=conditional(**headers, Vary="Accept-Encoding")))
    with serve(answer) as address:
        first = get(f"{address}/rss", tmp_path, MONDAY)
        second = get(f"{address}/rss", tmp_path, TUESDAY)
    assert conditions(seen) == [{}, sent]
    assert (first.not_modified, second.not_modified) == (False, True)
    assert (second.content, second.charset, second.url) == (first.content, first.charset, first.url)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ETag": '"a"', "Vary": "*"},
        {"ETag": '"a"', "Cache_Control": "private, no-store"},
        {"ETag": "x" * 2_000},
        {"Last_Modified": "يوم"},
    ],
    ids=["none", "vary", "no-store", "endless", "not ASCII"],
)
def test_without_a_validator_or_leave_there_is_no_condition(tmp_path, headers):
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    answer, seen = counting(site(rss=conditional(**headers)))
    with serve(answer) as address:
        for now in (MONDAY, TUESDAY):
            assert get(f"{address}/rss", tmp_path, now).content == FEED
    assert conditions(seen) == [{}, {}]


def test_what_changed_comes_and_is_kept_in_place_of_the_old(tmp_path):
    tags = iter("aabb")

    def changing(handler):
        conditional(ETag=f'"{next(tags)}"')(handler)

    answer, seen = counting(site(rss=changing))
    with serve(answer) as address:
        found = [get(f"{address}/rss", tmp_path, now).not_modified for now in (MONDAY, TUESDAY)]
        found += [
            get(f"{address}/rss", tmp_path, f"2026-01-27T0{hour}:00:00Z").not_modified for hour in (3, 4)
        ]
    assert found == [False, True, False, True]
    assert conditions(seen)[2:] == [{"If-None-Match": '"a"'}, {"If-None-Match": '"b"'}]


def test_a_server_that_always_says_unchanged_is_not_believed_for_ever(tmp_path):
    def lying(handler):
        asked = handler.headers["If-None-Match"]
        (respond(status=304) if asked else respond(FEED, ETag='"a"'))(handler)

    answer, seen = counting(site(rss=lying))
    with serve(answer) as address:
        for now in (MONDAY, TUESDAY, FRIDAY):
            assert get(f"{address}/rss", tmp_path, now).content == FEED
    assert conditions(seen) == [{}, {"If-None-Match": '"a"'}, {}]


def test_unchanged_without_having_been_asked_is_a_fault(tmp_path):
    with serve(site(rss=respond(status=304))) as address, pytest.raises(ItemError) as caught:
        get(f"{address}/rss", tmp_path, MONDAY)
    assert caught.value.reason == "down"
    assert "304" in caught.value.detail


def test_another_request_header_asks_without_condition(tmp_path):
    answer, seen = counting(site(rss=conditional(ETag='"a"')))
    with serve(answer) as address:
        get(f"{address}/rss", tmp_path, MONDAY)
        get(f"{address}/rss", tmp_path, TUESDAY, contact="you@example.org")
        get(f"{address}/rss", tmp_path, TUESDAY, contact="you@example.org", accept="page")
    assert conditions(seen) == [{}, {}, {}]


def test_validators_belong_to_the_address_that_gave_them(tmp_path):
    def moved(handler):
        respond(status=302, Location="/new", ETag='"of the redirect"')(handler)

    answer, seen = counting(site(rss=moved, new=conditional(ETag='"a"')))
    with serve(answer) as address:
        for now in (MONDAY, TUESDAY):
            fetched = get(f"{address}/rss", tmp_path, now)
    assert (fetched.url, fetched.not_modified) == (f"{address}/new", True)
    assert conditions(seen) == [{}, {}, {}, {"If-None-Match": '"a"'}]


def test_half_a_response_is_not_kept(tmp_path):
    answer, seen = counting(site(rss=respond(FEED[:-9], length=len(FEED), ETag='"a"')))
    with serve(answer) as address:
        for now in (MONDAY, TUESDAY):
            assert get(f"{address}/rss", tmp_path, now).truncated
    assert conditions(seen) == [{}, {}]


@pytest.mark.parametrize("damage", ["cut", "empty", "other body", "no header", "no gzip"])
def test_a_damaged_copy_is_as_none(tmp_path, damage):
    answer, seen = counting(site(rss=conditional(ETag='"a"')))
    with serve(answer) as address:
        get(f"{address}/rss", tmp_path, MONDAY)
        for copy in (tmp_path / "responses").iterdir():
            whole = copy.read_bytes()
            head, _, body = gzip.decompress(whole).partition(b"\n")
            copy.write_bytes(
                {
                    "cut": whole[:-20],
                    "empty": b"",
                    "other body": gzip.compress(head + b"\n" + body[:-1]),
                    "no header": gzip.compress(b"[]\n" + body),
                    "no gzip": b"x",
                }[damage]
            )
        assert get(f"{address}/rss", tmp_path, TUESDAY).content == FEED
    assert conditions(seen) == [{}, {}]


def test_a_folder_that_cannot_be_written_costs_only_the_condition(tmp_path):
    (tmp_path / "responses").write_text("a file where a folder should be")
    (tmp_path / "hosts").write_text("likewise")
    answer, seen = counting(site(rss=conditional(ETag='"a"')))
    with serve(answer) as address:
        for now in (MONDAY, TUESDAY):
            assert get(f"{address}/rss", tmp_path, now).content == FEED
    assert conditions(seen) == [{}, {}]


def test_what_was_not_used_for_long_and_what_a_killed_run_left_is_removed(tmp_path):
    with serve(site(rss=conditional(ETag='"a"'))) as address:
        get(f"{address}/rss", tmp_path, MONDAY)
        (tmp_path / "responses" / ".unfinished-x").write_bytes(b"x")
        get(f"{address}/rss", tmp_path, "2999-01-01T00:00:00Z")
        assert not (tmp_path / "responses" / ".unfinished-x").exists()


@pytest.fixture
def project(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    return seeds, tmp_path / "visits"


def entry(seeds, address, **fields):
    (seeds / "sources.toml").write_text(
        f'[[source]]\nname = "قناة"\nkind = "feed"\nurl = "{address}/rss"\nallow_private = true\n', "utf-8"
    )
    return Source("قناة", "feed", f"{address}/rss", allow_private=True, pause_seconds=0.0, **fields)


def read(source, project, now):
    return receive(source, project[0], timeout_seconds=2, fetched_at=now, visits=project[1])


def test_a_run_killed_before_it_stored_loses_nothing(project):
    with serve(site(rss=conditional(ETag='"a"'))) as address:
        source = entry(project[0], address)
        assert len(read(source, project, MONDAY).articles) == 2  # and then the run was killed
        settled = seed_files.settle(project[0], [read(source, project, TUESDAY)])
    assert len(settled.new) == 2


def test_an_unchanged_feed_keeps_its_coverage_and_restores_what_was_deleted(project):
    answer, seen = counting(site(rss=conditional(ETag='"a"')))
    with serve(answer) as address:
        source = entry(project[0], address)
        seed_files.settle(project[0], [read(source, project, MONDAY)])
        before = seed_files.coverage(project[0])
        again = seed_files.settle(project[0], [read(source, project, TUESDAY)])
        after = seed_files.coverage(project[0])
        next(iter(project[0].glob("*/*/*.txt"))).unlink()
        restored = seed_files.settle(project[0], [read(source, project, "2026-01-27T03:00:00Z")])
    assert conditions(seen)[1:] == [{"If-None-Match": '"a"'}] * 2
    assert (again.new, again.known) == ((), 2)
    assert [table.rows() for table in before] == [table.rows() for table in after]
    assert len(restored.new) == 1


def test_another_setting_of_the_source_sees_what_the_old_one_left_out(project):
    with serve(site(rss=conditional(ETag='"a"'))) as address:
        first = read(entry(project[0], address, max_items=1), project, MONDAY)
        second = read(entry(project[0], address), project, TUESDAY)
    assert (len(first.articles), len(second.articles)) == (1, 2)
