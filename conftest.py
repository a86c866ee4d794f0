"""Every test, wherever it lives, knows the standing cast; the gate tries the same generated examples each time."""

import os

from hypothesis import settings

pytest_plugins = ["tests.cast"]

# People's own runs go on looking for new examples; what the gate says must be the same twice.
settings.register_profile("gate", derandomize=True, deadline=None)
if os.environ.get("PLUMBLINE_REQUIRE_ALL") == "1":
    settings.load_profile("gate")
