"""The reports over HTTP: what is served, what is refused, and with which headers."""

import http.client

import pytest

from flows.serve.pages import HEADERS, reports_served


@pytest.fixture
def served(tmp_path):
    reports = tmp_path / "reports"
    (reports / "2026-01-31").mkdir(parents=True)
    (reports / "index.html").write_text("<p>قائمة</p>", encoding="utf-8")
    (reports / "2026-01-31" / "report.md").write_text("# تقرير", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (reports / "link.txt").symlink_to(tmp_path / "secret.txt")
    with reports_served(reports, 0) as address:
        yield address.removeprefix("http://")


def ask(address, path, method="GET"):
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_pages_come_with_the_headers_that_keep_them_to_themselves(served):
    response, body = ask(served, "/")
    assert response.status == 200
    assert body.decode() == "<p>قائمة</p>"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    response, _ = ask(served, "/2026-01-31/report.md", "HEAD")
    assert (response.status, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/2026-01-31/../../secret.txt",
        "/link.txt",
        "//etc/passwd",
        "/nowhere",
    ],
)
def test_nothing_outside_the_folder_is_served(served, path):
    response, body = ask(served, path)
    assert response.status == 404
    assert b"secret" not in body.replace(b"secret.txt", b"")


def test_a_folder_is_not_listed(served):
    assert ask(served, "/2026-01-31/")[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(served, method):
    assert ask(served, "/index.html", method)[0].status == 501
