"""Whether a web address answers: the one place from which this room reaches out.

People type the addresses, and the server follows them, so an address could be made to knock at doors that only this
machine can reach (SSRF). Therefore: only http and https; the name is resolved once, every address that it resolves to
must be a public one, and the connection goes to exactly that address; redirects are followed by hand, each checked in
the same way; nothing but the head of the answer is read; all within a few seconds.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS = 8.0
"""For one connection; all redirects together have twice as long."""
REDIRECTS = 5
SCHEMES = {"http": 80, "https": 443}
ASKED = {"User-Agent": "Plumbline link check", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
GONE = {404, 410}
KEPT_IN = {401, 402, 403, 405, 406, 429, 451, 999}  # it is there; it wants to know who asks
MOVED = {301, 302, 303, 307, 308}

MayReach = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of looking: "alive", "closed" (it answers, but not to everybody) or "dead"; and where dead, why:
    "scheme", "name", "private", "silent", "tls", "gone", "status", "circle" or "nonsense"."""

    state: str
    problem: str = ""


class _Dead(Exception):  # noqa: N818 (an answer, not a fault)
    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not to this machine, its network or any special use."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour or (known.teredo[1] if known.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if known in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)))
    return known.is_global and not known.is_multicast


def look(address: str, *, may_reach: MayReach = is_public) -> Found:
    """Follow `address` and say whether something answers. Never raises. `may_reach` decides about IP addresses; only a
    test that brings its own server has a reason to give another one."""
    until = time.monotonic() + 2 * SECONDS
    try:
        for _turn in range(REDIRECTS + 1):
            status, onward = _ask(address, may_reach, until)
            if status not in MOVED or not onward:
                return _told(status)
            address = urljoin(address, onward)
        return Found("dead", "circle")
    except _Dead as dead:
        return Found("dead", dead.problem)
    except ssl.SSLError:
        return Found("dead", "tls")
    except (OSError, http.client.HTTPException):
        return Found("dead", "silent")
    except (ValueError, UnicodeError):
        return Found("dead", "nonsense")


def _told(status: int) -> Found:
    if status in GONE:
        return Found("dead", "gone")
    if status in KEPT_IN:
        return Found("closed")
    return Found("alive") if status < 400 else Found("dead", "status")


def _ask(address: str, may_reach: MayReach, until: float) -> tuple[int, str]:
    """The status of one address, and where it sends us."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        raise _Dead("scheme")
    if not parts.hostname or parts.username or parts.password:
        raise _Dead("nonsense")
    left = min(SECONDS, until - time.monotonic())
    if left <= 0:
        raise _Dead("silent")
    port = parts.port or SCHEMES[parts.scheme]
    connection = _connection(parts, _reachable(parts.hostname, port, may_reach), port, left)
    end = threading.Timer(left, _hang_up, [connection])  # for one that sends a letter every few seconds
    end.start()
    try:
        connection.request("GET", _path(parts), headers={**ASKED, "Host": _host(parts)})
        answer = connection.getresponse()  # the head alone, of bounded length; the rest is never read
        return answer.status, answer.headers.get("Location", "")
    finally:
        end.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _reachable(name: str, port: int, may_reach: MayReach) -> str:
    """The IP address to connect to; refused where any that the name has is one that we may not reach."""
    try:
        plain = name.encode("idna").decode("ascii") if not name.isascii() else name
        known = socket.getaddrinfo(plain, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise _Dead("name") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in known))
    if not addresses or not all(may_reach(one) for one in addresses):
        raise _Dead("private")
    return addresses[0]


def _connection(parts: SplitResult, ip: str, port: int, seconds: float) -> http.client.HTTPConnection:
    """A connection to exactly that IP address, which answers for the name that was asked for."""
    name = str(parts.hostname)

    def to_that_address(_address: Any, *_more: Any, **_options: Any) -> socket.socket:
        return socket.create_connection((ip, port), timeout=seconds)

    if parts.scheme == "https":
        context = ssl.create_default_context()
        made: http.client.HTTPConnection = http.client.HTTPSConnection(name, port, timeout=seconds, context=context)
    else:
        made = http.client.HTTPConnection(name, port, timeout=seconds)
    made._create_connection = to_that_address  # type: ignore[attr-defined]  # http.client's own seam for tunnels
    return made


def _path(parts: SplitResult) -> str:
    path = parts.path or "/"
    asked = f"{path}?{parts.query}" if parts.query else path
    return "".join(letter if letter.isascii() and letter > " " else _quoted(letter) for letter in asked)


def _quoted(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())


def _host(parts: SplitResult) -> str:
    name = str(parts.hostname)
    plain = name if name.isascii() else name.encode("idna").decode("ascii")
    plain = f"[{plain}]" if ":" in plain else plain
    return f"{plain}:{parts.port}" if parts.port else plain
