"""Colours as files write them → "#rrggbb", and which of red, amber and green a colour is meant as."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from functools import lru_cache

# Shapes that are typed for their colour: a coloured one is a fill.
SIGNS = "●■◆▲▼⬤◼◾▪•★♦"

# What Word calls its highlighting colours.
WORD_NAMES = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff",
    "red": "#ff0000", "yellow": "#ffff00", "white": "#ffffff", "darkBlue": "#000080", "darkCyan": "#008080",
    "darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000",
    "darkGray": "#808080", "lightGray": "#c0c0c0",
}  # fmt: skip

_CSS = """
    aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black
    000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0
    chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
    darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki
    bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon
    e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1
    darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick
    b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
    goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4
    indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00
    lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray
    d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue
    87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00
    limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd
    mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
    mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin
    ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered
    ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip
    ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399
    red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57
    seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090
    snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise
    40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
""".split()  # noqa: SIM905 (a list of 296 would be longer to read)
CSS_NAMES = {name: f"#{value}" for name, value in zip(_CSS[::2], _CSS[1::2], strict=True)}

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?:[0-9a-fA-F]{2})?$")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(\s*([^)]*)\)", re.I)
_NAME = re.compile(r"[a-zA-Z]+")

# Hues in degrees. Yellow and orange count as amber; a yellowish green is green.
_RED = (14.0, 335.0)
_AMBER_TO = 68.0
_GREEN_TO = 172.0
_BEIGE = 0.35  # yellows less saturated than this are Word's tans and beiges, which mean nothing
FAINTEST = 0.03
"""How far the strongest and weakest part of a colour must be apart: paler than that reads as white or grey."""


def hex_colour(red: float, green: float, blue: float) -> str:
    """Parts from 0 to 1 → "#rrggbb"."""
    parts = (round(min(1.0, max(0.0, part)) * 255) for part in (red, green, blue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def parts_of(colour: str) -> tuple[float, float, float]:
    """ "#rrggbb" → parts from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


@lru_cache(maxsize=512)
def css_colour(written: str) -> str | None:
    """A colour as CSS or an HTML attribute writes it → "#rrggbb", or None for none, transparent and the unknown."""
    written = written.strip().strip(";").strip()
    found = _HEX.fullmatch(written)
    if found:
        digits = found[1] if len(found[1]) == 6 else "".join(letter * 2 for letter in found[1])
        return f"#{digits.lower()}"
    function = _FUNCTION.search(written)
    if function:
        return _function_colour(function[1].lower(), re.split(r"[\s,/]+", function[2].strip()))
    for word in _NAME.findall(written):
        if word.lower() in CSS_NAMES:
            return CSS_NAMES[word.lower()]
    inner = re.search(r"#[0-9a-fA-F]{3,8}\b", written)
    return css_colour(inner[0]) if inner and inner[0] != written else None


def _function_colour(name: str, values: list[str]) -> str | None:
    try:
        if len(values) > 3 and float(values[3].rstrip("%")) == 0:
            return None
        if name == "rgb":
            first = [float(v.rstrip("%")) / (100 if v.endswith("%") else 255) for v in values[:3]]
            return hex_colour(first[0], first[1], first[2])
        hue, saturation, light = (float(v.rstrip("%deg")) for v in values[:3])
        return hex_colour(*colorsys.hls_to_rgb(hue % 360 / 360, light / 100, saturation / 100))
    except (ValueError, IndexError):
        return None


def tinted(colour: str, tint: float) -> str:
    """Word's themeTint: `tint` of the colour's light is kept, the rest of the way goes to white."""
    return _with_light(colour, lambda light: light * tint + (1 - tint))


def shaded(colour: str, shade: float) -> str:
    """Word's themeShade: the colour's light times `shade`."""
    return _with_light(colour, lambda light: light * shade)


def mixed(front: str, back: str, share: float) -> str:
    """`share` of `front` over `back`, as a pattern fill shows from afar."""
    mix = [f * share + b * (1 - share) for f, b in zip(parts_of(front), parts_of(back), strict=True)]
    return hex_colour(mix[0], mix[1], mix[2])


def _with_light(colour: str, change: Callable[[float], float]) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*parts_of(colour))
    return hex_colour(*colorsys.hls_to_rgb(hue, min(1.0, max(0.0, change(light))), saturation))


@lru_cache(maxsize=1024)
def hue_name(colour: str | None) -> str | None:
    """ "red", "amber" or "green" as people mean them in a RAG column, or None (white, grey, black, blue, purple).
    Very pale fills count; only near-white, near-grey and near-black ones do not."""
    if not colour:
        return None
    red, green, blue = parts_of(colour)
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if spread < FAINTEST or light < 0.08 or (saturation < 0.12 and spread < 0.12):
        return None
    degrees = hue * 360
    if degrees < _RED[0] or degrees >= _RED[1]:
        return "red"
    if degrees < _AMBER_TO:
        return "amber" if saturation >= _BEIGE else None
    return "green" if degrees < _GREEN_TO else None
