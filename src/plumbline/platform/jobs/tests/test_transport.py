"""The queue is chosen by its address, and a queue that is down fails no request."""

from importlib.util import find_spec

import pytest
from huey import RedisHuey, SqliteHuey

from plumbline.platform.jobs import transport


@pytest.fixture
def queue_at(settings):
    """The queue for an address."""

    def choose(address):
        settings.PLUMBLINE_QUEUE_URL = address
        return transport.queue()

    return choose


def test_no_queue_is_a_choice(queue_at):
    assert queue_at("none:") is None
    transport.send(1)


def test_sqlite_keeps_numbers_in_a_file(queue_at, tmp_path):
    carrier = queue_at(f"sqlite:{tmp_path}/deep/queue.sqlite3")
    assert isinstance(carrier, SqliteHuey)
    transport.send(41)
    transport.send(42)
    assert carrier.pending_count() == 2
    assert carrier.dequeue().args == (41,)
    carrier.storage.close()


def test_redis_wants_its_package_and_says_so(queue_at):
    if find_spec("redis"):
        assert isinstance(queue_at("redis://127.0.0.1:1/0"), RedisHuey)
    else:
        with pytest.raises(ValueError, match="package “redis” is not installed"):
            queue_at("redis://127.0.0.1:1/0")


def test_an_address_that_makes_no_sense_is_said(queue_at):
    with pytest.raises(ValueError, match="must start with sqlite"):
        queue_at("carrier-pigeon:roof")


def test_a_queue_that_is_down_fails_no_request(queue_at, tmp_path, caplog):
    carrier = queue_at(f"sqlite:{tmp_path}/queue.sqlite3")
    carrier.storage.close()
    (tmp_path / "queue.sqlite3").unlink()
    (tmp_path / "queue.sqlite3").mkdir()
    transport.send(43)
    assert "could not take job 43" in caplog.text
