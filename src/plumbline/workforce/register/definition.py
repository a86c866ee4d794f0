"""Who counts: a rule in words that people read and write, over what HR says of a post. Pure.

    job family is Technical, Technical Services
    or (title contains technician and not grade is Grade 9)
    or SOC starts with 311
    or unit is "Estates and Facilities"

`not` binds before `and`, `and` before `or`; brackets bind first. A list means any of it. Case does not matter. Words
that hold "and", "or", a comma or a bracket stand in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIELDS: dict[str, str] = {
    "family": "job family",
    "subfamily": "sub-family",
    "title": "title",
    "grade": "grade",
    "level": "level",
    "soc": "SOC",
    "activity": "HESA activity",
    "unit": "unit",
}
"""What a rule may ask about: its key in the register, and how people write it."""

_SPELT = {
    "job family": "family", "family": "family", "sub-family": "subfamily", "sub family": "subfamily",
    "subfamily": "subfamily", "job title": "title", "title": "title", "grade": "grade", "career level": "level",
    "level": "level", "soc code": "soc", "soc": "soc", "hesa activity": "activity", "activity": "activity",
    "unit": "unit", "department": "unit", "school": "unit", "faculty": "unit",
}  # fmt: skip
OPERATORS = ("starts with", "contains", "is one of", "is")
LONGEST = 20_000
DEEPEST = 40
_FIELD = re.compile(r"(" + "|".join(sorted((re.escape(word) for word in _SPELT), key=len, reverse=True)) + r")\b", re.I)
_OPERATOR = re.compile(r"\s*(" + "|".join(OPERATORS) + r")\b\s*", re.I)
_WORD = re.compile(r"\s*(and|or|not)\b", re.I)
_QUOTED = re.compile(r"\s*[\"“”]([^\"“”]*)[\"“”]\s*")
_BARE = re.compile(r"\s*((?:(?!\s+(?:and|or)\b|\s*[,()\n]).)+)\s*", re.I)


class BadRule(ValueError):  # noqa: N818 (it is said of a text, and is no fault of ours)
    """A rule that cannot be read: what is wrong, and on which line, from 1."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(f"Line {line}: {why}")
        self.why = why
        self.line = line


Row = Mapping[str, str]
"""What is asked about: key → words, `folded`; of a unit the names of all that it lies in, joined by " › "."""


@dataclass(frozen=True, slots=True)
class Is:
    """One condition: a field, how it is compared, and the words of which one must fit."""

    field: str
    how: str
    words: tuple[str, ...]

    def holds(self, row: Row) -> bool:
        """Whether it is so of a post."""
        said = row.get(self.field, "")
        spoken = [folded(word) for word in self.words]
        if self.how == "contains":
            return any(word in said for word in spoken)
        places = said.split(" › ") if self.field == "unit" else [said]
        if self.how == "starts with":
            return any(place.startswith(word) for place in places for word in spoken)
        return any(place == word for place in places for word in spoken)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: Node

    def holds(self, row: Row) -> bool:
        """Whether it is so of a post."""
        return not self.of.holds(row)


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    of: tuple[Node, ...]

    def holds(self, row: Row) -> bool:
        """Whether it is so of a post."""
        return all(node.holds(row) for node in self.of)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them."""

    of: tuple[Node, ...]

    def holds(self, row: Row) -> bool:
        """Whether it is so of a post."""
        return any(node.holds(row) for node in self.of)


Node = Is | Not | All | Any


def folded(text: str) -> str:
    """Words as they are compared."""
    return " ".join(text.casefold().split())


def parse(text: str) -> Node:
    """The rule behind the words. Raises BadRule with the line and what to write instead."""
    if len(text) > LONGEST:
        raise BadRule(f"The rule is longer than {LONGEST:,} characters. Shorten it.", 1)
    reader = _Reader(text)
    if reader.is_over:
        raise BadRule("The rule is empty. Write for instance: job family is Technical", 1)
    node = reader.either(0)
    if not reader.is_over:
        raise reader.bad("“and” or “or” is missing here, or a bracket too many.")
    return node


class _Reader:
    """Reads a rule from left to right."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(r"#[^\n]*", "", text).rstrip()
        self.at = 0

    @property
    def is_over(self) -> bool:
        return not self.text[self.at :].strip()

    def bad(self, why: str) -> BadRule:
        return BadRule(why, self.text.count("\n", 0, self._next()) + 1)

    def _next(self) -> int:
        rest = self.text[self.at :]
        return self.at + len(rest) - len(rest.lstrip())

    def word(self, wanted: str) -> bool:
        match = _WORD.match(self.text, self.at)
        if match and match.group(1).lower() == wanted:
            self.at = match.end()
            return True
        return False

    def mark(self, wanted: str) -> bool:
        if self.text[self._next() : self._next() + 1] == wanted:
            self.at = self._next() + 1
            return True
        return False

    def either(self, depth: int) -> Node:
        nodes = [self.both(depth)]
        while self.word("or"):
            nodes.append(self.both(depth))
        return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))

    def both(self, depth: int) -> Node:
        nodes = [self.one(depth)]
        while self.word("and"):
            nodes.append(self.one(depth))
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def one(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.bad("There are too many brackets within brackets. Write the rule in fewer steps.")
        if self.word("not"):
            return Not(self.one(depth + 1))
        if self.mark("("):
            node = self.either(depth + 1)
            if not self.mark(")"):
                raise self.bad("A bracket is opened and not closed.")
            return node
        return self.condition()

    def condition(self) -> Is:
        self.at = self._next()
        match = _FIELD.match(self.text, self.at)
        if match is None:
            seen = self.text[self.at :].split("\n")[0][:40] or "nothing"
            raise self.bad(f"“{seen}” is not known. A condition begins with one of: {', '.join(FIELDS.values())}.")
        self.at = match.end()
        how = _OPERATOR.match(self.text, self.at)
        if how is None:
            raise self.bad(f"After “{match.group(1)}” comes one of: {', '.join(OPERATORS)}.")
        self.at = how.end()
        operator = how.group(1).lower()
        if operator == "is" and self.word("not"):
            raise self.bad(f"Write “not” before the condition: not {match.group(1)} is …")
        return Is(_SPELT[match.group(1).lower()], "is" if operator == "is one of" else operator, tuple(self.words()))

    def words(self) -> Iterator[str]:
        while True:
            match = _QUOTED.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if match is None or not match.group(1).strip():
                raise self.bad("Words are missing here, such as: Technical, Technical Services")
            self.at = match.end()
            yield " ".join(match.group(1).split())
            if not self.mark(","):
                return


def written(node: Node) -> str:
    """The rule in its own words again; `parse` of it gives the same rule."""
    if isinstance(node, Is):
        return f"{FIELDS[node.field]} {node.how} {', '.join(map(_quoted, node.words))}"
    if isinstance(node, Not):
        return f"not {_bracketed(node.of)}"
    mark = " and " if isinstance(node, All) else " or "
    return mark.join(_bracketed(one) if not isinstance(one, Is | Not) else written(one) for one in node.of)


def _bracketed(node: Node) -> str:
    return written(node) if isinstance(node, Is) else f"({written(node)})"


def _quoted(word: str) -> str:
    return f'"{word}"' if re.search(r"[,()#]|\b(?:and|or|not)\b", word, re.I) else word


def sentence(node: Node) -> str:
    """The rule as a self-assessment says it (F044): "whose job family is Technical, or whose job title …"."""
    if isinstance(node, Is):
        how = {"is": "is", "contains": "contains", "starts with": "starts with"}[node.how]
        names = {"family": "job family", "title": "job title", "soc": "SOC code", "activity": "HESA activity"}
        words = [f"“{word}”" for word in node.words]
        listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
        if node.field == "unit":
            return f"who works in {listed}" if node.how == "is" else f"whose unit {how} {listed}"
        return f"whose {names.get(node.field, FIELDS[node.field])} {how} {listed}"
    if isinstance(node, Not):
        return f"not {sentence(node.of)}"
    mark = " and " if isinstance(node, All) else ", or "
    return mark.join(sentence(one) if isinstance(one, Is | Not) else f"({sentence(one)})" for one in node.of)
