"""`./plumbline bench read [FOLDER…]`: recall and precision of the reader on documents with truth beside them.

The truth of `plan.docx` is `plan.json` (or `plan.docx.json`), in the names of the reading's own JSON; a name that the
truth leaves out is not scored. An action counts as found where the wording agrees (95% after folding case, blanks and
punctuation) in a plan of the same kind. Every field is scored over all actions, so a value reported for an action that
is not there counts against precision, and a value of an action that was not found counts against recall.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from plumbline.foundation import formats
from plumbline.journey.intake import reading

ROOT = Path(__file__).resolve().parents[1]
FIELDS = ("actions", "themes", "rag", "years", "owners", "dates", "status", "measures", "answers", "achievements")
KINDS = {".docx", ".pdf", ".html", ".htm", ".md", ".txt", ".doc", ".odt", ".rtf"}
Json = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """How many values were right, how many the truth has, how many were reported."""

    right: int = 0
    held: int = 0
    reported: int = 0

    def add(self, held: Iterable[Any], reported: Iterable[Any]) -> None:
        """Count two collections of comparable values against each other, as multisets."""
        truth, found = Counter(held), Counter(reported)
        self.right += sum((truth & found).values())
        self.held += sum(truth.values())
        self.reported += sum(found.values())

    def join(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.right += other.right
        self.held += other.held
        self.reported += other.reported

    def figures(self) -> str:
        """Recall and precision in per cent, a dash where there is nothing to count."""
        recall = f"{100 * self.right / self.held:5.1f}" if self.held else "    –"
        precision = f"{100 * self.right / self.reported:5.1f}" if self.reported else "    –"
        return f"{recall} / {precision}"


@dataclass(slots=True)
class Score:
    """One document's tallies, its time, and what went wrong, in words."""

    name: str
    seconds: float = 0.0
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    remarks: list[str] = field(default_factory=list)


def fold(text: str | None) -> str:
    """A text without what does not matter: case, blanks, punctuation, compatibility forms."""
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", plain))


def alike(one: str | None, other: str | None, least: float = 95) -> bool:
    """Whether two texts say the same in the same words."""
    return fuzz.ratio(fold(one), fold(other)) >= least


def pairs(held: list[Json], found: list[Json]) -> tuple[list[tuple[Json, Json]], list[Json], list[Json]]:
    """Actions that agree, those missed, and those made up. Each is a dictionary with its plan's kind as `plan`."""
    candidates = sorted(
        (
            (fuzz.ratio(fold(truth["text"]), fold(read["text"])), one, other)
            for one, truth in enumerate(held)
            for other, read in enumerate(found)
            if truth["plan"] == read["plan"]
        ),
        key=lambda candidate: -candidate[0],
    )
    left, right, together = set(range(len(held))), set(range(len(found))), []
    for likeness, one, other in candidates:
        if likeness < 95:
            break
        if one in left and other in right:
            left.discard(one)
            right.discard(other)
            together.append((held[one], found[other]))
    return together, [held[one] for one in sorted(left)], [found[other] for other in sorted(right)]


def actions(whole: Json) -> list[Json]:
    """Every action of every plan, with the kind of its plan."""
    return [{**action, "plan": plan["kind"]} for plan in whole.get("plans", []) for action in plan["actions"]]


def dates(action: Json) -> list[tuple[str, str]]:
    """An action's dates, each as its field and its day (or its words where it has no day)."""
    said = [(name, action.get(name)) for name in ("starts", "ends", "due")]
    return [(name, when["on"] or fold(when["written"])) for name, when in said if when]


def score_fields(score: Score, truth: Json | None, read: Json | None, known: set[str]) -> None:
    """Count one action's fields; `truth` or `read` is None where it stands alone."""
    one, other = truth or {}, read or {}
    tallies = score.tallies
    if "themes" in known:
        tallies["themes"].add(one.get("themes") or [], other.get("themes") or [])
    if "rag" in known:
        tallies["rag"].add(filter(None, [one.get("rag")]), filter(None, [other.get("rag")]))
    if "status" in known:
        tallies["status"].add(filter(None, [one.get("status")]), filter(None, [other.get("status")]))
    if "years" in known:
        tallies["years"].add(one.get("years") or [], other.get("years") or [])
    if known & {"starts", "ends", "due"}:
        tallies["dates"].add(dates(one), dates(other))
    for name, tally in (("owner", "owners"), ("measure", "measures")):
        if name in known:
            same = bool(one.get(name)) and alike(one.get(name), other.get(name), 90)
            mine = fold(one.get(name))
            theirs = mine if same else fold(other.get(name))
            tallies[tally].add([mine] if mine else [], [theirs] if theirs else [])
    if truth and read:
        for name in sorted(known & {"themes", "rag", "status", "years", "owner", "measure", "starts", "ends", "due"}):
            if (one.get(name) or None) != (other.get(name) or None):
                score.remarks.append(
                    f"{one['text'][:48]!r}: {name} is {other.get(name)!r}, should be {one.get(name)!r}"
                )


def score_texts(tally: Tally, score: Score, what: str, held: list[str], found: list[str]) -> None:
    """Count texts that should agree (answers, achievements)."""
    rest = list(found)
    for text in held:
        match = max(rest, key=lambda read: fuzz.ratio(fold(text), fold(read)), default=None)
        if match is not None and alike(text, match, 92):
            rest.remove(match)
            tally.right += 1
        else:
            score.remarks.append(f"{what} missed: {text[:70]!r}")
    score.remarks += [f"{what} not in the truth: {text[:70]!r}" for text in rest]
    tally.held += len(held)
    tally.reported += len(found)


def score_document(path: Path, truth: Json) -> Score:
    """Read one document and count it against its truth."""
    score = Score(path.name)
    started = time.perf_counter()
    whole = reading.as_json(reading.understand(formats.read(path)))
    score.seconds = time.perf_counter() - started
    held, found = actions(truth), actions(whole)
    together, missed, made_up = pairs(held, found)
    score.tallies["actions"] = Tally(len(together), len(held), len(found))
    known = set().union(*(action.keys() for action in held)) if held else set()
    for one, other in together:
        score_fields(score, one, other, known)
    for one in missed:
        score_fields(score, one, None, known)
        score.remarks.append(f"missed ({one['plan']}): {one['text'][:80]!r}")
    for other in made_up:
        score_fields(score, None, other, known)
        score.remarks.append(f"not in the truth ({other['plan']}): {other['text'][:80]!r}")
    if "answers" in truth:
        texts = [answer["text"] for answer in truth["answers"]]
        score_texts(score.tallies["answers"], score, "answer", texts, answer_texts(whole, texts))
    if "achievements" in truth:
        score_texts(
            score.tallies["achievements"],
            score,
            "achievement",
            [done["text"] for done in truth["achievements"]],
            [done["text"] for done in whole["achievements"]],
        )
    for name in ("institution", "stage", "form"):
        if name in truth and truth[name] != whole[name]:
            score.remarks.append(f"{name} is {whole[name]!r}, should be {truth[name]!r}")
    for name in ("name", "email", "phone"):
        said = (whole.get("lead") or {}).get(name)
        if "lead" in truth and (truth["lead"] or {}).get(name) != said:
            score.remarks.append(f"lead {name} is {said!r}, should be {(truth['lead'] or {}).get(name)!r}")
    return score


def answer_texts(whole: Json, held: list[str]) -> list[str]:
    """The answers that were read; those to the plan and publication questions count only where the truth has them."""
    aside = {"plan", "publication"}
    return [
        answer["text"]
        for answer in whole["answers"]
        if answer["text"] and (answer.get("key") not in aside or any(alike(answer["text"], text) for text in held))
    ]


def documents(folders: list[Path]) -> Iterator[tuple[Path, Json]]:
    """Every document of the folders that has its truth beside it."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in KINDS:
                continue
            for truth in (path.with_suffix(".json"), path.with_name(f"{path.name}.json")):
                if truth.exists():
                    yield path, json.loads(truth.read_text())
                    break


def main(arguments: list[str]) -> int:
    """Print a line a document and a line for all. With `-v`, every disagreement too. 0 where there was anything."""
    wordy = "-v" in arguments
    folders = [Path(name) for name in arguments if name != "-v"] or [ROOT / "samples"]
    total = Score("all")
    print(f"{'recall / precision, %':<30}" + "".join(f"{name:>15}" for name in FIELDS) + f"{'seconds':>9}")
    counted = 0
    for path, truth in documents(folders):
        counted += 1
        try:
            score = score_document(path, truth)
        except formats.Unreadable as problem:
            score = Score(path.name, remarks=[f"not read: {problem.message}"])
            score.tallies["actions"] = Tally(0, len(actions(truth)), 0)
        for name, tally in score.tallies.items():
            total.tallies[name].join(tally)
        total.seconds += score.seconds
        print_score(score)
        if wordy:
            print("".join(f"    {remark}\n" for remark in score.remarks), end="")
    print_score(total)
    return 0 if counted else 1


def print_score(score: Score) -> None:
    """One line of the table."""
    print(
        f"{score.name[:29]:<30}"
        + "".join(f"{score.tallies[name].figures():>15}" for name in FIELDS)
        + f"{score.seconds:9.2f}"
    )
