"""Real HTTP servers on this machine, for tests of the network."""

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def serve(answer, tls=None):
    """Serve on a free port; `answer(handler)` writes the response; with `tls`, an SSL context, over TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)
            self.close_connection = True

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def respond(body=b"", status=200, length=None, **headers):
    """Make an answer: a body with its headers, underscores for hyphens."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def site(robots="", **pages):
    """Make an answer of a site: a robots.txt, and an answer for each path without its slash."""

    def answer(handler):
        path = handler.path.partition("?")[0].strip("/")
        if path == "robots.txt":
            found = respond(robots.encode()) if isinstance(robots, str) else robots
        else:
            found = pages.get(path, respond(status=404))
        found(handler)

    return answer


def counting(answer):
    """Wrap an answer so that it notes each request; give it, and the list of (path, headers)."""
    seen = []

    def noted(handler):
        seen.append((handler.path, dict(handler.headers)))
        answer(handler)

    return noted, seen
