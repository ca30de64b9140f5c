"""Addresses over TLS: a certificate must be valid for the name that was asked for."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from socket import AF_INET, SOCK_STREAM

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from servers import counting, respond, serve, site

from flows.errors import SourceUnavailableError
from flows.sources.politeness import Manners
from flows.sources.problem import ItemError
from flows.sources.visitor import Visitor

FEED = respond(b"<rss/>", Content_Type="text/xml")


def certificate(folder, *names, days=30):
    """Write a key and a certificate signed by itself; give the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "khitab test")])
    end = datetime.now(UTC) + timedelta(days=days)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=60))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([_alternative(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
        + built.public_bytes(serialization.Encoding.PEM)
    )
    return file


def _alternative(name):
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def server_context(file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def trust(monkeypatch):
    """Let the visitor trust a certificate."""

    def trusting(file):
        context = ssl.create_default_context(cafile=str(file))
        monkeypatch.setattr("flows.sources.fetch._tls", lambda: context)

    return trusting


def get(address, delays=(0.0,)):
    manners = Manners(3.0, allow_private=True, pause_seconds=0.0, retry_delays_seconds=delays)
    with Visitor(manners, "2026-01-31T02:00:00Z") as guest:
        return guest.get(address)


def test_a_certificate_that_nobody_vouches_for_is_refused_and_not_tried_again(tmp_path):
    answer, seen = counting(site(rss=FEED))
    context = server_context(certificate(tmp_path, "127.0.0.1"))
    with serve(answer, context) as address, pytest.raises(ItemError) as caught:
        get(f"{address}/rss")
    assert caught.value.reason == "down"
    assert "certificate is not valid" in caught.value.detail
    assert seen == []


def test_a_certificate_for_another_name_is_refused(tmp_path, trust):
    file = certificate(tmp_path, "other.example")
    trust(file)
    with (
        serve(site(rss=FEED), server_context(file)) as address,
        pytest.raises(ItemError, match="certificate"),
    ):
        get(f"{address}/rss")


def test_a_certificate_that_is_over_is_refused(tmp_path, trust):
    file = certificate(tmp_path, "127.0.0.1", days=-1)
    trust(file)
    with serve(site(rss=FEED), server_context(file)) as address, pytest.raises(ItemError, match="expired"):
        get(f"{address}/rss")


def test_the_name_is_told_though_the_address_is_connected_to(tmp_path, trust, monkeypatch):
    file = certificate(tmp_path, "news.example")
    trust(file)
    told = []
    context = server_context(file)
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    entry = [(AF_INET, SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr("flows.sources.fetch.getaddrinfo", lambda *_, **__: entry)
    with serve(site(rss=FEED), context) as address:
        port = address.rsplit(":", 1)[1]
        assert get(f"https://news.example:{port}/rss").content == b"<rss/>"
    assert set(told) == {"news.example"}


def test_a_server_without_tls_is_a_fault_of_the_connection():
    with serve(site(rss=FEED)) as address, pytest.raises(SourceUnavailableError) as caught:
        get(f"{address}/rss".replace("http:", "https:"))
    assert caught.value.reason == "down"
