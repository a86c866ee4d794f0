"""`./plumbline bench NAME …`: hands over to the measurement of that name in `bench/`."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def main(arguments: list[str]) -> int:
    """Run `bench/<name>.py`. Without a name, list what can be measured."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in names:
        print(f"What can be measured: {', '.join(names)}.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    return int(importlib.import_module(f"bench.{arguments[0]}").main(arguments[1:]))
