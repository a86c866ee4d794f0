"""The fonts of documents: made at set-up from the npm packages that the lock names; which letters they hold."""

from __future__ import annotations

import functools
import hashlib
import shutil
import sys
import unicodedata
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from plumbline.foundation.text import storable

ROOT = Path(__file__).resolve().parents[4]
PACKAGES = ROOT / "node_modules"
FONTS = ROOT / "build" / "fonts"
MAIN = "Plumbline Sans"
"""Atkinson Hyperlegible Next under a name of ours: its licence reserves its own for unchanged files."""
SCRIPTS = ("latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese", "devanagari")
FAMILIES = (MAIN, *(f"Other {script}" for script in SCRIPTS), "Every letter")
"""In the order in which a letter is looked for. One file a family and manner: typst takes no second one."""
WEIGHTS = {400: "Regular", 700: "Bold"}
NAMES = (1, 2, 3, 4, 6)
OTHER_NAMES = (16, 17, 21, 22, 25)
SHAPING = ("GSUB", "GPOS", "GDEF", "STAT")


def build(packages: Path = PACKAGES, fonts: Path = FONTS) -> bool:
    """Bring the folder of fonts up to date; returns whether anything was to do. Needs the npm packages."""
    stamp, wanted = fonts / ".stamp", _fingerprint(packages)
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    fresh = fonts.with_name("fonts.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for italic in (False, True):
        for weight in WEIGHTS:
            _main(packages, fresh, weight, italic)
    for script in SCRIPTS:
        for weight in WEIGHTS:
            source = packages / f"@fontsource/noto-sans/files/noto-sans-{script}-{weight}-normal.woff"
            _unpacked(source, fresh / f"{script}-{weight}.ttf", f"Other {script}", weight)
    source = packages / "@fontsource/unifont/files/unifont-latin-400-normal.woff"
    _unpacked(source, fresh / "every-letter.ttf", "Every letter", 400)
    (fresh / ".stamp").write_text(wanted)
    shutil.rmtree(fonts, ignore_errors=True)
    fresh.rename(fonts)
    letters.cache_clear()
    return True


@functools.cache
def letters(fonts: Path = FONTS, files: str = "*.ttf") -> frozenset[int]:
    """Every code point that some font of ours can draw."""
    held: set[int] = set()
    for path in fonts.glob(files):
        with TTFont(path, lazy=True) as font:
            held |= set(font.getBestCmap())
    return frozenset(held)


def foreign(text: str, fonts: Path = FONTS) -> str:
    """The letters of a text that the main font lacks, each once, in order. They are set in another font as they are:
    left to itself the compiler takes ễ apart into what the main font has and a mark, and it is copied as two."""
    return "".join(sorted({letter for letter in text if ord(letter) not in letters(fonts, "sans-regular.ttf")}))


def drawable(text: str, fonts: Path = FONTS) -> str:
    """The text with each letter that no font of ours holds (an emoji, mostly) written as its name in brackets, so
    that nothing is a blank box and nothing is lost. Variation selectors and joiners, which draw nothing, go."""
    text = storable(text)
    held = letters(fonts)
    if all(ord(letter) in held or letter in "\n\t" for letter in text):
        return text
    return "".join(_drawn(letter, held) for letter in text)


def _drawn(letter: str, held: frozenset[int]) -> str:
    if ord(letter) in held or letter in "\n\t":
        return letter
    if unicodedata.category(letter) in {"Cf", "Mn", "Cc", "Cs", "Co"}:
        return ""
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def _main(packages: Path, target: Path, weight: int, italic: bool) -> None:
    """One weight of the main font, its two subsets merged: typst takes one file a family and manner, and would draw
    ŵ and ŷ in another font."""
    manner = " ".join(word for word in ("Bold" * (weight == 700), "Italic" * italic) if word) or "Regular"
    halves = []
    for subset in ("latin", "latin-ext"):
        name = f"atkinson-hyperlegible-next-{subset}-wght-{'italic' if italic else 'normal'}.woff2"
        font = TTFont(packages / "@fontsource-variable/atkinson-hyperlegible-next/files" / name)
        font = instantiateVariableFont(font, {"wght": weight})
        _without_shaping(font)
        font.flavor = None
        halves.append(target / f"{subset}.half")
        font.save(halves[-1])
    merged = Merger().merge([str(half) for half in halves])
    _name(merged, MAIN, manner, weight, italic)
    merged.save(target / f"sans-{manner.lower().replace(' ', '-')}.ttf")
    for half in halves:
        half.unlink()


def _name(font: TTFont, family: str, manner: str, weight: int, italic: bool) -> None:
    for number in OTHER_NAMES:
        font["name"].removeNames(nameID=number)
    whole = f"{family} {manner}"
    for number, said in zip(NAMES, (family, manner, whole, whole, whole.replace(" ", "")), strict=True):
        font["name"].setName(said, number, 3, 1, 0x409)
    bold = weight == 700
    font["OS/2"].usWeightClass = weight
    kept = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = kept | italic | bold << 5 | (not bold and not italic) << 6
    font["head"].macStyle = bold | italic << 1


def _without_shaping(font: TTFont) -> None:
    for tag in SHAPING:
        if tag in font:
            del font[tag]


def _unpacked(source: Path, target: Path, family: str, weight: int) -> None:
    """A web font as a plain one, under a family of its own: all tables but its names are copied as they are."""
    with TTFont(source, lazy=True) as font:
        _name(font, family, WEIGHTS[weight], weight, italic=False)
        if family != "Other devanagari":  # its letters join; elsewhere ễ would be drawn, and copied, as two
            _without_shaping(font)
        font.flavor = None
        font.save(target, reorderTables=None)


def _fingerprint(packages: Path) -> str:
    lock = packages / ".plumbline-lock"
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(lock.read_bytes() if lock.exists() else b"")
    return digest.hexdigest()


if __name__ == "__main__":
    sys.stderr.write("  Fonts for documents are made.\n" if build() else "  Nothing to do.\n")
