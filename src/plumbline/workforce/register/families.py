"""Which family a role is likely of, from the words of its title: counted words, and why. Pure.

A naive Bayes over words, begun with words that the sector uses and trained on what an institution's people corrected:
each correction weighs as much as several of the words that it began with. The words that spoke for a family are given
with it, so that nobody has to believe it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FAMILIES = ("teaching", "research", "facilities", "crafts", "it", "specialist")
"""Liverpool's sub-categories of technical roles (F044, F196)."""

_BEGINNING: dict[str, str] = {
    "teaching": "teaching demonstrator demonstration practical class studio learning tutor instructor education "
    "undergraduate laboratory lab media arts drama music fashion",
    "research": "research experimental officer postdoctoral assistant biomedical genomics proteomics cell molecular "
    "biology chemistry physics animal field trials clinical",
    "facilities": "facilities facility building estates services electrical mechanical maintenance store stores safety "
    "glasswash decontamination autoclave porter caretaker plant",
    "crafts": "workshop craft glassblower glassblowing joiner carpenter machinist fitter welder toolmaker engineering "
    "fabrication wood metal print textiles",
    "it": "it computing computer software network systems support desktop server data web developer infrastructure "
    "helpdesk audio visual av",
    "specialist": "specialist imaging microscopy spectrometry mass nmr crystallography x-ray electron laser cryo "
    "sequencing cytometry nuclear cleanroom instrument instrumentation",
}
_IDLE = frozenset(
    [
        "technician",
        "technical",
        "technologist",
        "senior",
        "junior",
        "principal",
        "lead",
        "leading",
        "head",
        "trainee",
        "apprentice",
        "chief",
        "deputy",
        "assistant",
        "officer",
        "manager",
        "team",
        "and",
        "of",
        "the",
        "in",
        "for",
        "to",
        "a",
    ]
)
CORRECTION = 4.0
SMOOTH = 0.05


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A family, how sure (0 to 1), and the words of the title that spoke for it."""

    family: str
    sure: float
    because: tuple[str, ...]


@dataclass(slots=True)
class Model:
    """Words by family, as counts."""

    words: dict[str, dict[str, float]] = field(default_factory=dict)
    titles: Counter[str] = field(default_factory=Counter)

    def learn(self, title: str, family: str, weight: float = CORRECTION) -> None:
        """A title that people say is of a family."""
        counts = self.words.setdefault(family, {})
        for word in words_of(title):
            counts[word] = counts.get(word, 0.0) + weight
        self.titles[family] += 1

    def suggest(self, title: str) -> Suggestion | None:
        """The likeliest family of a title; None where its words say nothing."""
        spoken = [word for word in words_of(title) if any(word in counts for counts in self.words.values())]
        if not spoken:
            return None
        known = {word for counts in self.words.values() for word in counts}
        scores = {family: self._score(family, spoken, len(known)) for family in self.words}
        best = max(scores, key=lambda family: (scores[family], family))
        most = scores[best]
        sure = 1 / sum(math.exp(score - most) for score in scores.values())
        because = tuple(word for word in spoken if self._speaks_for(best, word, len(known)))
        return Suggestion(best, sure, because)

    def _score(self, family: str, spoken: Iterable[str], known: int) -> float:
        prior = math.log((self.titles[family] + 1) / (sum(self.titles.values()) + len(self.words)))
        return prior + sum(math.log(self._chance(family, word, known)) for word in spoken)

    def _chance(self, family: str, word: str, known: int) -> float:
        counts = self.words[family]
        return (counts.get(word, 0.0) + SMOOTH) / (sum(counts.values()) + SMOOTH * known)

    def _speaks_for(self, family: str, word: str, known: int) -> bool:
        others = [self._chance(other, word, known) for other in self.words if other != family]
        return self._chance(family, word, known) > max(others, default=0.0)


def words_of(title: str) -> list[str]:
    """The words of a title that can tell families apart."""
    return [word for word in re.findall(r"[a-z][a-z-]+", title.casefold()) if word not in _IDLE]


def model_of(corrections: Mapping[str, str]) -> Model:
    """The words that everybody begins with, and what an institution corrected: title → family."""
    model = Model()
    for family, spoken in _BEGINNING.items():
        counts = model.words.setdefault(family, {})
        for word in spoken.split():
            counts[word] = 1.0
    for title, family in corrections.items():
        model.learn(title, family)
    return model


@dataclass(frozen=True, slots=True)
class Families:
    """What is said of titles: corrections by title, and the model trained on them."""

    said: Mapping[str, str]
    model: Model

    def of(self, title: str, subfamily: str) -> str:
        """The family of a role: as corrected, else as HR says, else as its words suggest."""
        if title in self.said:
            return self.said[title]
        if subfamily:
            return subfamily
        found = self.model.suggest(title)
        return found.family if found and found.sure >= 0.5 else ""
