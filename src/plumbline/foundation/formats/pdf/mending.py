"""Words that a line end broke: what the end of one line and the start of the next make together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

HYPHENS = "-\u2010\u00ad\u2011"
_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(https?://|www\.|@)", re.IGNORECASE)

# First parts that keep their hyphen at a line end.
_COMPOUND = """
all anti career client co cross data e early evidence ex face first fixed four full half hands high in institution
inter intra job long low mid multi non off on one open over part peer post pre role second self semi short skills
staff student sub technician third three time two under university up user well work year year-on
"""
COMPOUND = frozenset(_COMPOUND.split())

# Words that end a line as they are, however full it is.
_SHORT_WORDS = """
a all also an and any are as at be been both by can do each end few for from had has have he her his how if in into
is it its key last lead made make many may more most must need new next no not of off on one only or our out over
own part per plan role same she so some staff such team than that the their them then there they this to two up us
used via was we well were what when which who will with work year you your
"""
SHORT_WORDS = frozenset(_SHORT_WORDS.split())

# Long words that plans put in narrow columns; only ever used to say that two pieces are one of them.
_LONG_WORDS = """
accreditation achievement achievements acknowledgement administration administrators apprenticeship apprenticeships
appropriate assessment awareness benchmarking career careers champions collaboration collaborations collaborative
commitment committee communication communications community completed completion comprehensive consultation
contribution contributions coordinator deliverables delivered demonstrate department departmental departments
description developing development director discussions effectiveness embedded embedding employment encourage
engagement engineering environment equality establish established evaluating evaluation evidence experience
explanation facilities faculty feedback framework governance headcount identification identified identify
implementation implemented improvement increased infrastructure initiatives institution institutional investigate
leadership management manager managers measurable membership mentoring milestone milestones monitoring networking
networks newsletter objective objectives ongoing operational operations opportunities opportunity organisation
organisational outcome outcomes partnership partnerships pathways performance planning priorities priority
procedures professional professionalism progress progression promotion provision publication qualification
qualifications recognise recognised recognition recommendation recommendations recruitment registration
representation representative representatives requirements research researchers resources responsibilities
responsibility responsible retention science sciences secondments shadowing signatory specialist specialists
stakeholders started strategic strategies strategy submission successful succession supervisors sustainability
sustainable sustained teaching technical technician technicians technologies technology themes timeframe timescale
timescales training transferable transparency undergraduate understanding university visibility wellbeing workforce
working workshop workshops
"""
LONG_WORDS = frozenset(_LONG_WORDS.split())


@dataclass(slots=True)
class Vocabulary:
    """Words that the document writes inside its lines, where nothing can have broken them."""

    words: Counter[str] = field(default_factory=Counter)

    def learn(self, words: Iterable[str]) -> None:
        """Add the words inside one line, without its first and last."""
        self.words.update(found.lower() for word in words for found in _LETTERS.findall(word))

    def knows(self, word: str) -> bool:
        """Whether it is a whole word, as far as one can tell."""
        low = word.lower()
        return low in self.words or low in LONG_WORDS or low in SHORT_WORDS


def mend(last: str, first: str, vocabulary: Vocabulary, *, full: bool, alone: bool, habit: bool) -> tuple[str, str]:
    """How the last word of a line and the first of the next are joined: (what the last word becomes, what goes
    between). `full`: not one letter more would have fitted on the line; `alone`: the last word is all of its line;
    `habit`: the file writes a blank at the end of each line that wraps, and not at this one."""
    if not last or not first:
        return last, " "
    if last[-1] in HYPHENS and len(last) > 1 and first[0].isalnum():
        return _hyphen(last, first, vocabulary)
    if last[-1] in "/\\" and len(last) > 1:
        return last, ""
    if _ADDRESS.search(last) and full and (first[0] in "/.-_?&=@" or re.search(r"[/._@]", first[:-1])):
        return last, ""
    if full and (alone or habit) and _broken(last, first, vocabulary, habit):
        return last, ""
    return last, " "


def _hyphen(last: str, first: str, vocabulary: Vocabulary) -> tuple[str, str]:
    head = _tail_letters(last[:-1])
    rest = _head_letters(first)
    if last[-1] == "\u00ad":
        return last[:-1], ""
    if not head or not rest or not first[0].islower() or not last[-2].isalpha():
        return last, ""
    if (head + rest).lower() in vocabulary.words or (head + rest).lower() in LONG_WORDS:
        return last[:-1], ""
    if head.lower() in COMPOUND or "-" in last[:-1] or (head.lower() in vocabulary.words and len(head) > 3):
        return last, ""
    return last[:-1], ""


def _broken(last: str, first: str, vocabulary: Vocabulary, habit: bool) -> bool:
    """Whether the two are pieces of one word: it is known whole, or neither piece can stand alone."""
    if not last[-1].isalpha() or not first[0].isalpha():
        return False
    head, rest = _tail_letters(last), _head_letters(first)
    whole = (head + rest).lower()
    if first[0].isupper() and not last.isupper():
        return False
    if whole in LONG_WORDS or vocabulary.words[whole] > 0:
        return not (vocabulary.knows(head) and vocabulary.knows(rest) and whole not in LONG_WORDS)
    if vocabulary.knows(head) or (vocabulary.knows(rest) and len(rest) > 3):
        return False
    return (habit or rest.lower() not in SHORT_WORDS) and len(head) + len(rest) >= 7


def _tail_letters(word: str) -> str:
    found = _LETTERS.findall(word)
    return found[-1] if found else ""


def _head_letters(word: str) -> str:
    found = _LETTERS.match(word)
    return found.group() if found else ""
