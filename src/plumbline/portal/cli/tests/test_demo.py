"""What the demonstration does before it touches anything: whose turn it is, and whether its address is free."""

import os
import socket

import pytest

from plumbline.portal.cli import demo


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A checkout of which nothing is known yet."""
    for name in (*demo.CHOSEN, "PLUMBLINE_LOG"):
        monkeypatch.setenv(name, "")  # so that what the command sets is taken back
        monkeypatch.delenv(name)
    monkeypatch.setattr(demo, "VAR", tmp_path / "demo")
    monkeypatch.setattr(demo, "OWN", tmp_path / "plumbline.sqlite3")
    return tmp_path


def filled(machine):
    (machine / "demo").mkdir()
    (machine / "demo" / "filled").touch()


def test_a_command_that_names_no_site_works_on_the_demonstration(machine):
    filled(machine)
    assert demo.stand_in()
    assert os.environ["PLUMBLINE_VAR"] == str(machine / "demo")
    assert os.environ["PLUMBLINE_ENVIRONMENT"] == "demo"


def test_never_where_there_is_no_demonstration(machine):
    assert not demo.stand_in()
    assert "PLUMBLINE_VAR" not in os.environ


def test_never_where_the_machine_has_a_site_of_its_own(machine):
    filled(machine)
    (machine / "plumbline.sqlite3").write_bytes(b"SQLite")
    assert not demo.stand_in()


@pytest.mark.parametrize("name", demo.CHOSEN)
def test_never_where_somebody_named_a_site(machine, monkeypatch, name):
    filled(machine)
    monkeypatch.setenv(name, "somewhere")
    assert not demo.stand_in()


def test_an_address_that_is_taken_is_said_before_anything_is_touched(machine, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert demo.main(["--port", str(port)]) == 1
    assert f"127.0.0.1:{port} already" in capsys.readouterr().err
    assert not (machine / "demo").exists()
