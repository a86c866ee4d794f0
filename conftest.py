"""Every test, wherever it lives, knows the standing cast."""

pytest_plugins = ["tests.cast"]
