"""`./plumbline bench texts`: what it costs to keep every word: a save, a comparison, a combination, a page of Markdown.

Uses a database for tests, made and thrown away. Prints medians; the ratio says what ten times the words cost.
"""

# ruff: noqa: E402

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import django

django.setup()  # before anything that has models

from django.test.runner import DiscoverRunner

from plumbline.foundation.acting import Machine
from plumbline.foundation.richtext import to_html
from plumbline.foundation.text import count_words
from plumbline.platform.texts import operations
from plumbline.platform.texts.comparing import compared
from plumbline.platform.texts.merging import merged

ROUNDS = 15
WRITER = Machine("bench")


def main(arguments: list[str]) -> int:
    """Time each thing with a common answer, a long one and the longest."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    runner = DiscoverRunner(verbosity=0, interactive=False)
    kept = runner.setup_databases()
    print(f"median of {rounds}, in milliseconds{'500 words':>17}{'5,000':>10}{'30,000':>10}")
    sizes = [prose(words, 1) for words in (500, 5_000, 30_000)]
    others = [changed(text) for text in sizes]
    rows: dict[str, Callable[[int], object]] = {
        "save": saver(sizes),
        "compare word by word": lambda at: compared(sizes[at], others[at]),
        "combine": lambda at: merged(sizes[at], others[at], sizes[at] + " More."),
        "show as HTML": lambda at: to_html(sizes[at]),
        "count the words": lambda at: count_words(sizes[at]),
    }
    for name, work in rows.items():
        print(f"{name:28}" + "".join(f"{median(rounds, lambda work=work, at=at: work(at)):15.1f}" for at in range(3)))
    runner.teardown_databases(kept)
    return 0


def saver(sizes: list[str]) -> Callable[[int], object]:
    """Saves of one sitting, each with a sentence more."""
    texts = [operations.create_text(actor=WRITER, scope="bench", body=body) for body in sizes]

    def save(at: int) -> object:
        text = texts[at]
        body = f"{text.body} One more sentence, number {text.number}."
        return operations.save_text(actor=WRITER, text=text, body=body, base=text.number, sitting="bench")

    return save


def prose(words: int, seed: int) -> str:
    """Sentences of invented words, in paragraphs."""
    drawn = random.Random(seed)
    made = []
    for number in range(words):
        end = ".\n\n" if number % 90 == 89 else ". " if number % 15 == 14 else " "
        made.append("".join(drawn.choices("abcdeilmnorstw", k=drawn.randrange(2, 9))) + end)
    return "".join(made)


def changed(text: str) -> str:
    """One word in ten is another."""
    drawn = random.Random(2)
    return " ".join("changed" if drawn.random() < 0.1 else word for word in text.split(" "))


def median(rounds: int, work: Callable[[], object]) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
