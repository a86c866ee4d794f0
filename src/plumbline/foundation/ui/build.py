"""Build the style sheet, fonts and scripts into build/static/ui, at set-up, from the npm packages that the lock names.

Run as `python -m plumbline.foundation.ui.build`. Standard library only; does nothing when the result is up to date.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
HERE = Path(__file__).resolve().parent
STAMP = ".stamp"
LEAST_NODE = 18
FONTS = "node_modules/@fontsource-variable/atkinson-hyperlegible-next"


class CannotBuild(Exception):  # noqa: N818 - a refusal reads as one
    """The reason, as a sentence for the person at the command line."""


def build(root: Path = ROOT, node: Path | None = None) -> bool:
    """Bring build/static/ui up to date; returns whether anything was to do. Raises CannotBuild with a sentence."""
    target = root / "build/static/ui"
    wanted = fingerprint(root)
    stamp = target / STAMP
    if stamp.exists() and stamp.read_text() == wanted and (root / "node_modules/axe-core").is_dir():
        return False
    node = node or find_node()
    fetch_packages(root, node)
    fresh = target.with_name("ui.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    copy_fonts(root, fresh)
    copy_script(root, fresh)
    copy_turndown(root, fresh)
    compile_sass(root, node, fresh / "plumbline.css")
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return True


def fingerprint(root: Path) -> str:
    """A hash over everything that the result depends on: the lock, the Sass sources and this file."""
    sources = [root / "package-lock.json", HERE / "build.py", *sorted((HERE / "sass").glob("*.scss"))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def find_node() -> Path:
    """Node 18 or newer: the one beside this Python first (a wheel may have put it there), then the path's."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    found = shutil.which("node", path=beside)
    if not found:
        raise CannotBuild(f"Node {LEAST_NODE} or newer is needed to build the style sheet, and there is none here.")
    said = _run([found, "--version"], "Node").strip().lstrip("v")
    if not said.split(".")[0].isdigit() or int(said.split(".")[0]) < LEAST_NODE:
        raise CannotBuild(f"Node {LEAST_NODE} or newer is needed to build the style sheet; {found} is {said}.")
    return Path(found)


def fetch_packages(root: Path, node: Path) -> None:
    """`npm ci` from the lock, unless the very same lock is already installed."""
    held, lock = root / "node_modules/.plumbline-lock", (root / "package-lock.json").read_bytes()
    if held.exists() and held.read_bytes() == lock:
        return
    beside = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = shutil.which("npm", path=beside)
    if not npm:
        raise CannotBuild(f"npm is needed beside {node} to fetch the front-end packages, and there is none.")
    _run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], "npm", root, {"PATH": beside})
    held.write_bytes(lock)


def copy_fonts(root: Path, target: Path) -> None:
    """The font files that the style sheet names, with their licence."""
    fonts = target / "fonts"
    fonts.mkdir()
    for subset in ("latin", "latin-ext"):
        for style in ("normal", "italic"):
            shutil.copy(root / FONTS / f"files/atkinson-hyperlegible-next-{subset}-wght-{style}.woff2", fonts)
    shutil.copy(root / FONTS / "LICENSE", fonts / "OFL.txt")


def copy_script(root: Path, target: Path) -> None:
    """The patterns' script, without its pointer to a source map: hashed static storage refuses what is not there."""
    script = (root / "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text(encoding="utf-8")
    without = re.sub(r"//# sourceMappingURL=\S+", "", script).rstrip()
    (target / "patterns.js").write_text(without + "\n", encoding="utf-8")


def copy_turndown(root: Path, target: Path) -> None:
    """What makes Markdown of what is pasted, as one module: the library, and its tables and strikethrough."""
    library = (root / "node_modules/turndown/lib/turndown.browser.es.js").read_text(encoding="utf-8")
    plugin = (root / "node_modules/@joplin/turndown-plugin-gfm/lib/turndown-plugin-gfm.cjs.js").read_text("utf-8")
    within = f"const gfm = ((exports) => {{\n{plugin}\nreturn exports.gfm;\n}})({{}});\nexport {{ gfm }};\n"
    (target / "turndown.js").write_text(f"{library}\n{within}", encoding="utf-8")


def compile_sass(root: Path, node: Path, target: Path) -> None:
    """One compressed style sheet."""
    sass = [str(node), str(root / "node_modules/sass/sass.js"), f"--load-path={root / 'node_modules'}"]
    words = [
        *sass,
        "--no-source-map",
        "--style=compressed",
        "--quiet-deps",
        str(HERE / "sass/plumbline.scss"),
        str(target),
    ]
    _run(words, "Sass", root)


def _run(words: list[str], what: str, cwd: Path | None = None, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **(environment or {})}
    )
    if done.returncode:
        raise CannotBuild(f"{what} stopped:\n{(done.stderr or done.stdout).strip()}")
    return done.stdout


def main() -> int:
    """Build; say in one line what happened."""
    try:
        made = build()
    except CannotBuild as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stderr.write("  Style sheet, fonts and scripts are built.\n" if made else "  Nothing to do.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
