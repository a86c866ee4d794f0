"""Templates compile, and none holds a script, a style or a handler of its own: the policy forbids them."""

import re
from pathlib import Path

import pytest
from django.template import engines

SOURCE = Path(__file__).resolve().parents[2] / "src" / "plumbline"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")[^>]*>|<style|\sstyle=|\son[a-z]+=\"", re.I
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_compiles_and_holds_nothing_inline(path):
    text = path.read_text()
    engines["django"].from_string(text)
    assert INLINE.findall(text) == []
