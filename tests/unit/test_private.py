"""Which addresses are a stranger's, and that no other is ever connected to."""

import socket

import httpcore
import pytest
from servers import counting, respond, serve, site

from flows.sources.politeness import Manners
from flows.sources.private import is_local_name, is_public
from flows.sources.problem import ItemError
from flows.sources.visitor import Visitor

NOW = "2026-01-31T02:00:00Z"
ANY = "0.0.0.0"  # noqa: S104 - what is refused, not what is bound to
TEXT = respond(b"<rss/>", Content_Type="text/xml")


@pytest.mark.parametrize(
    "address",
    [
        ANY,
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.1"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "168.63.129.16", "0.1.2.3"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1"),
        *("64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::1", "100::1"),
        *("", "x", "localhost", "127.1"),
    ],
)
def test_what_is_no_stranger_s(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_what_is_a_stranger_s(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("name", "local"),
    [
        *(("localhost", True), ("LOCALHOST.", True), ("a.localhost", True), ("printer.local", True)),
        *(("metadata.google.internal", True), ("nas.home.arpa", True)),
        *(("local.example.org", False), ("mylocalhost.example", False), ("example.org", False)),
    ],
)
def test_names_of_one_s_own_network(name, local):
    assert is_local_name(name) is local


def visit(address, *, allow_private=False):
    manners = Manners(5.0, allow_private=allow_private, pause_seconds=0.0, retry_delays_seconds=())
    with Visitor(manners, NOW) as visitor:
        return visitor.get(address)


def refused(address):
    with pytest.raises(ItemError) as caught:
        visit(address)
    assert caught.value.reason == "refused"
    assert "allow_private = true" in caught.value.detail


@pytest.fixture
def lookups(monkeypatch):
    """Names that lead where the test says; every further look-up takes the next of the addresses."""
    real = socket.getaddrinfo
    names = {}
    asked = []

    def look_up(host, port, **options):
        if host not in names:
            return real(host, port, **options)
        asked.append(host)
        addresses = names[host]
        now = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in now.split()]

    monkeypatch.setattr("flows.sources.fetch.getaddrinfo", look_up)
    # 127.0.0.1 stands for a stranger's server; all else is judged as it is.
    monkeypatch.setattr("flows.sources.fetch.is_public", lambda one: one == "127.0.0.1" or is_public(one))
    names["asked"] = asked
    return names


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", ANY, "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_nobody_is_asked_on_this_machine_however_it_is_written(host):
    answer, seen = counting(TEXT)
    with serve(answer) as address:
        refused(f"http://{host}:{address.rsplit(':', 1)[1]}/rss")
    assert seen == []


def test_with_leave_this_machine_is_asked():
    with serve(site(rss=TEXT)) as address:
        assert visit(f"{address}/rss", allow_private=True).content == b"<rss/>"


def test_the_address_looked_at_is_the_one_connected_to_and_the_host_keeps_its_name(lookups, monkeypatch):
    lookups["news.example"] = ["127.0.0.1"]
    connected = []
    connect = httpcore.SyncBackend.connect_tcp

    def noted(self, host, *rest):
        connected.append(host)
        return connect(self, host, *rest)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", noted)
    answer, seen = counting(TEXT)
    with serve(answer) as address:
        port = address.rsplit(":", 1)[1]
        assert visit(f"http://news.example:{port}/rss").content == b"<rss/>"
    assert {headers["Host"] for _, headers in seen} == {f"news.example:{port}"}
    assert set(connected) == {"127.0.0.1"}
    assert len(connected) == len(lookups["asked"])


def test_a_name_that_leads_elsewhere_a_moment_later_is_refused(lookups):
    lookups["rebind.example"] = ["127.0.0.1", "127.0.0.2"]
    answer, seen = counting(TEXT)  # each connection ends with its answer, so each request looks the name up
    with serve(answer) as address:
        refused(f"http://rebind.example:{address.rsplit(':', 1)[1]}/rss")
    assert [path for path, _ in seen] == ["/robots.txt"]


def test_one_private_address_among_others_is_enough_to_refuse(lookups):
    lookups["mixed.example"] = ["127.0.0.1 10.0.0.1"]
    answer, seen = counting(TEXT)
    with serve(answer) as address:
        refused(f"http://mixed.example:{address.rsplit(':', 1)[1]}/rss")
    assert seen == []


@pytest.mark.parametrize("host", ["127.0.0.2", "169.254.169.254", "[::1]", "inside.example", "x.local"])
def test_a_redirect_to_one_s_own_network_is_refused(lookups, host):
    lookups["inside.example"] = ["192.168.0.1"]
    answer, seen = counting(respond(status=302, Location=f"http://{host}/latest/meta-data"))
    with serve(site(rss=answer)) as address:
        refused(f"{address}/rss")
    assert [path for path, _ in seen] == ["/rss"]


def test_an_address_that_does_not_answer_leaves_time_for_the_next(lookups):
    with socket.socket() as taken:
        taken.bind(("127.0.0.2", 0))  # bound, not listening
        port = taken.getsockname()[1]
        lookups["two.example"] = ["127.0.0.2 127.0.0.1"]
        with socket.create_server(("127.0.0.1", port)) as listening:
            listening.settimeout(5)
            with pytest.raises(Exception, match="did not answer"):
                quick(f"http://two.example:{port}/rss")


def quick(address):
    manners = Manners(0.3, allow_private=True, pause_seconds=0.0, retry_delays_seconds=())
    with Visitor(manners, NOW) as visitor:
        visitor.get(address)


def test_a_resolver_that_hangs_does_not_hold_the_run(monkeypatch):
    import time

    monkeypatch.setattr("flows.sources.fetch.getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    began = time.monotonic()
    with pytest.raises(Exception, match="did not answer"):
        quick("http://slow.example/rss")
    assert time.monotonic() - began < 1.5
