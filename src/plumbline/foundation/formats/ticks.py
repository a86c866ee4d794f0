"""Ticks, crosses and tick boxes as characters: which of them mark, and what Wingdings' private characters mean."""

from __future__ import annotations

TICKED_BOXES = "☑☒🗹🗷✅⊠⮽"
EMPTY_BOXES = "☐□▢◻⬜❏❐❑❒"
TICKS = "✓✔🗸√"
CROSSES = "✗✘✖❌╳"
LETTERS = frozenset({"x", "X", "×", "(x)", "(X)", "[x]", "[X]", "xx", "XX"})
EMPTY_LETTERS = frozenset({"[ ]", "[]", "( )", "[_]"})

SHORT = 40  # characters; in a longer cell a tick is a bullet or a figure of speech

# Private-use characters U+F0xx of the Wingdings fonts as Word writes them in w:sym and, often, in plain text.
WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x70: "☐",
    0xA7: "▪", 0x6E: "■", 0xB7: "•", 0x6C: "●", 0xA1: "○", 0x9F: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
    0x76: "❖", 0x77: "◆", 0x75: "◆", 0xF0: "⇨", 0xA2: "○", 0xA4: "◉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹",
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0xAB: "★", 0x9E: "·", 0xB2: "✧", 0xDF: "←", 0xE1: "↑", 0xE2: "↓",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "☒", 0xA3: "☐", 0x2A: "☐",
    0x97: "●", 0x98: "●", 0xA2: "■", 0x30: "☐",
}  # fmt: skip
SYMBOL = {
    0xB7: "•", 0xD6: "√", 0xA8: "♦", 0xAE: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0x2D: "−",
}  # fmt: skip

_MARKS = TICKS + CROSSES
_BOXES = TICKED_BOXES + EMPTY_BOXES
_PRIVATE = {0xF000 + code: sign for code, sign in WINGDINGS.items()}


def sign(code: int, font: str = "") -> str:
    """The character that `code` shows in a symbol font; Wingdings where no font is named."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = font.strip().lower()
    if name == "symbol":
        table = SYMBOL
    elif name == "wingdings 2":
        table = WINGDINGS_2
    elif name in ("", "wingdings") or 0xF000 <= code <= 0xF0FF:
        table = WINGDINGS
    else:
        return chr(code)
    if low in table:
        return table[low]
    return chr(code) if code else ""


def without_private(text: str, font: str = "") -> str:
    """`text` with Wingdings' private characters put as the signs that they show."""
    if text.isascii() or not any("\uf000" <= letter <= "\uf0ff" for letter in text):
        return text
    if font:
        return "".join(sign(ord(letter), font) if "\uf000" <= letter <= "\uf0ff" else letter for letter in text)
    return text.translate(_PRIVATE)


def font_signs(text: str, font: str) -> str:
    """Text set in a symbol font (plain letters or private characters) as the signs that it shows."""
    return "".join(sign(ord(letter), font) if not letter.isspace() else letter for letter in text)


def tick_of(text: str) -> bool | None:
    """What a cell's text ticks: True, False (an empty box), or None where it shows no mark or boxes that differ."""
    text = text.strip()
    if not text:
        return None
    if text in LETTERS:
        return True
    if text in EMPTY_LETTERS:
        return False
    if text.isascii():
        return None
    boxes = {letter in TICKED_BOXES for letter in text if letter in _BOXES}
    if boxes:
        return boxes.pop() if len(boxes) == 1 else None
    if len(text) <= SHORT and any(letter in _MARKS for letter in text):
        return True
    return None


def is_cross(text: str) -> bool:
    """Whether the text holds a cross sign (a letter X is none)."""
    return any(letter in CROSSES for letter in text)


def is_plain_tick(text: str) -> bool:
    """Whether the text holds a tick sign."""
    return any(letter in TICKS or letter in "☑✅" for letter in text)
