"""A small site on this machine, for tests: what is asked for, and how often, is kept."""

import threading
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """What a site answers: path → (content type, body), and how often each path was asked for."""

    def __init__(self) -> None:
        self.address = ""
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.asked: Counter[str] = Counter()

    def put(self, path: str, body: str | bytes, content_type: str = "text/html; charset=utf-8") -> str:
        """Answer a path from now on, and give its address; `{site}` in a text becomes the site's address."""
        content = body.replace("{site}", self.address).encode() if isinstance(body, str) else body
        self.answers[path] = (content_type, content)
        return self.address + path


@contextmanager
def serve_site():
    """Serve an empty site on a free port; what it does not know is a 404."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked[self.path] += 1
            kind, body = site.answers.get(self.path, ("", b""))
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def article_page(title: str, number: int, head: str = "") -> str:
    """Give a page with an article of its own; articles of different numbers have different texts."""
    sentences = (
        (
            f"أعلنت البلدية رقم {number} أنها ستبدأ في الأسبوع المقبل إصلاح الطريق الذي يربط القرى "
            "بالمدينة بعد سنوات من الإهمال."
        ),
        (
            f"وقال رئيس البلدية في مؤتمر صحفي إن كلفة المشروع {number} مليونا، وإن الحكومة السابقة "
            "هي التي أوقفت العمل فيه."
        ),
        "ورحب الأهالي بالقرار، لكنهم طالبوا بجدول زمني واضح وبرقابة مستقلة على الشركات التي تنفذ المشروع.",
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta '
        f'charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>الرئيسية</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )
