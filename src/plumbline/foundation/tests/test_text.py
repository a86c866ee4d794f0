"""Text as a database can hold it; words counted alike by the server and by the page."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from plumbline.foundation.text import clean, count_words, storable
from plumbline.foundation.ui.build import find_node

CASES = json.loads((Path(__file__).parent / "words_cases.json").read_text())
SCRIPT = Path(__file__).parents[1] / "ui" / "static" / "ui" / "words.js"


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_are_counted(text, words):
    assert count_words(storable(text)) == words


def test_the_page_counts_the_same_words(tmp_path):
    shutil.copy(SCRIPT, tmp_path / "words.mjs")
    program = (
        'import { countWords } from "./words.mjs"; import { readFileSync } from "fs";'
        "process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0)).map(([text]) => [text, countWords(text)])));"
    )
    (tmp_path / "run.mjs").write_text(program)
    given = json.dumps(CASES + [[long, 0] for long in LONG])
    done = subprocess.run(
        [find_node(), "run.mjs"], cwd=tmp_path, input=given, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == CASES + [[long, count_words(long)] for long in LONG]


LONG = ["](" * 50_000, "\n" * 100_000 + "1. x", "[a](" + "(" * 50_000, "word " * 30_000, "| " * 50_000]


def test_what_no_database_holds_is_taken_out():
    assert storable(" a\x00b\ud800\r\nc\rd\t") == " ab\nc\nd\t"
    assert clean(" a\x00 ") == "a"
