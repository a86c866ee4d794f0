"""Looking at links: what a server says, and the doors at which nobody may be made to knock."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from plumbline.journey.evidence import links
from plumbline.journey.evidence.links import Found, is_public, look


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: /200, /404 …; /to/… sends on; /round sends to itself; /slow drips."""

    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.path == "/slow":
            for _turn in range(40):
                self.wfile.write(b"x")
                time.sleep(0.1)
            return
        onward = {"/round": "/round", "/relative": "200"}.get(self.path, self.path.removeprefix("/to/"))
        is_sent = self.path.startswith(("/to/", "/round", "/relative"))
        self.send_response(302 if is_sent else int(self.path[1:4]))
        if is_sent:
            self.send_header("Location", onward)
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this machine, which only a test may reach."""
    Handler.seen = []
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


def everywhere(_address: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/200", Found("alive")),
        ("/204", Found("alive")),
        ("/401", Found("closed")),
        ("/429", Found("closed")),
        ("/404", Found("dead", "gone")),
        ("/410", Found("dead", "gone")),
        ("/500", Found("dead", "status")),
        ("/round", Found("dead", "circle")),
        ("/relative", Found("alive")),
        ("/to/ftp://files.example/x", Found("dead", "scheme")),
        ("/to/file:///etc/passwd", Found("dead", "scheme")),
    ],
)
def test_what_a_server_says(server, path, found):
    assert look(server + path, may_reach=everywhere) == found


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_never_reached(server, host):
    port = server.rpartition(":")[2]
    found = look(f"http://{host}:{port}/200")
    assert (found.state, found.problem in {"private", "name"}, Handler.seen) == ("dead", True, [])


def test_a_redirect_to_this_machine_is_not_followed(server, monkeypatch):
    """A page on the open web sends the server to a door of its own: seen with a name that stands for the open web."""
    port = int(server.rpartition(":")[2])
    resolved = {"open.example": "127.0.0.1", "inside.example": "127.0.0.2"}
    known = socket.getaddrinfo

    def named(host: str, *rest: Any, **more: Any) -> Any:
        return known(resolved.get(host, host), *rest, **more)

    monkeypatch.setattr(links.socket, "getaddrinfo", named)
    first = f"http://open.example:{port}/to/http://inside.example:{port}/200"
    assert look(first, may_reach=lambda ip: ip == "127.0.0.1") == Found("dead", "private")
    assert Handler.seen == [f"/to/http://inside.example:{port}/200"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.60.1.1", "2a00:1450:4009::1", "::ffff:8.8.8.8"])
def test_addresses_that_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ftp://files.example/a", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("https://", "nonsense"),
        ("https://user:secret@pages.example/", "nonsense"),
        ("http://pages.example:99999/", "nonsense"),
        ("http://[::1", "nonsense"),
        ("http://no-such-name.invalid/", "name"),
        ("http://" + "a" * 300 + ".example/", "name"),
    ],
)
def test_addresses_that_cannot_be_followed(address, problem):
    assert look(address) == Found("dead", problem)


def test_nothing_answers(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert look(f"http://127.0.0.1:{port}/", may_reach=everywhere) == Found("dead", "silent")


def test_a_server_that_drips_is_hung_up_on(server, monkeypatch):
    monkeypatch.setattr(links, "SECONDS", 0.3)
    assert look(f"{server}/slow", may_reach=everywhere) == Found("dead", "silent")
