"""Words that a line end broke: what the end of one line and the start of the next make together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

HYPHENS = "-\u2010\u00ad\u2011"
_LETTERS = re.compile(r"[^\W\d_]+")
_COMPOUNDS = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_DATE_PART = re.compile(r"(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?P<year>(?:1|19\d?|2|20\d?))$")
_ADDRESS = re.compile(r"(https?://|www\.|@)", re.IGNORECASE)

# First parts that keep their hyphen at a line end.
_COMPOUND = """
blue career client cross data early evidence ex face first fixed four full half hands high institution job long low mid
non one open part peer red role second self semi short skills staff student third three time two university
user well work year year-on
"""
COMPOUND = frozenset(_COMPOUND.split())

# First parts that keep it only before a word that is known.
PARTS = frozenset(("in", "on", "up", "off", "over", "under", "inter", "intra", "sub", "pre", "post", "co", "re", "be"))

# Words that end a line as they are, however full it is.
_SHORT_WORDS = """
a all also an and any are as at based be been being both by can day do each end facing few focused for free friendly
from funded going had has have he her his hour house how if in into is it its job key last lead led level line made
make many may more most must need new next no not of off on one only or our out over own part per plan ready related
role same she site so some specific staff such team term than that the their them then there they this time to two
up us used via was we well were what when which who wide will with work year you your
"""
SHORT_WORDS = frozenset(_SHORT_WORDS.split())

# Long words that narrow columns break; only ever used to say that two pieces are one of them.
_LONG_WORDS = """
accessible accountability accreditation accredited achievement achievements acknowledgement action actions
activities activity additional administration administrative administrators advancement advertised advertisement
advisory agreement allocated allocation analysis announcement annually applicants application applications appointed
appraisal appraisals apprentice apprentices apprenticeship apprenticeships appropriate appropriately approved
arrangements aspirations assessed assessment assessments assistance associated attendance attracting attraction
availability available awarding awards awareness barriers behaviours benchmark benchmarking beneficial biological
brochure budgetary business campaign capability capacity career careers celebrate celebrated celebrating celebration
certificate certification challenge challenges champions chartered chemistry collaborate collaboration
collaborations collaborative colleagues colleges comment comments commitment committee committees communicate
communication communications community comparison competence competencies competency complete completed completes
completing completion comprehensive computing conference conferences confidential considered consistent consortium
consultation contact contacts continue continued continuous contribute contributed contributing contribution
contributions coordinate coordinated coordination coordinator counterparts creation cultivate culture current
currently deadline deadlines dedicated deliverables delivered delivering delivery demonstrate demonstrated
demonstrating department departmental departments departure deployed description designated developed developing
development developments dialogue director directorate directory disciplines discussion discussions dissemination
distributed diverse diversity documentation documented educational effective effectiveness efficiency eligibility
embedded embedding employees employer employment encourage encouraged encouraging engaged engagement engineering
engineers enhance enhanced enhancement ensuring environment environments equality equipment especially essential
establish established establishing establishment estates evaluate evaluated evaluating evaluation events evidence
examples excellence executive existing expectations experience experienced expertise explanation exploring external
facilitate facilitated facilities faculties faculty favourable feedback financial finish flexible following forward
foundation framework functions funding generation governance graduate guidance guidelines handbook headcount
highlight identification identified identify identifying impact implement implementation implemented implementing
improve improvement improvements including inclusion inclusive increase increased increasing individual individuals
induction influence information informed infrastructure initiatives innovation innovative institute institutes
institution institutional integrated integration interested internal international internships interviews introduced
introduction investigate investment involved involvement laboratories laboratory launched leaders leadership
learning library lifecycle literature maintain maintained maintenance management manager managerial managers
marketing materials measurable measure measured measurement measures mechanism meetings membership mentoring mentors
methodology microscopy milestone milestones monitor monitored monitoring month months national networked networking
networks newsletter nominated nomination nominations notes number objective objectives observed occupational
offering officer ongoing online operating operation operational operations opportunities opportunity organisation
organisational organisations organise organised outcome outcomes outputs outreach owner owners ownership partially
participants participate participation partner partners partnership partnerships pathways people percentage
performance performing permanent personal personnel perspective phase phases physical pillar pillars placement
placements planning platforms pledge policies population positions positive postgraduate potential practical
practice practices presentation presented principal priorities prioritise priority procedure procedures process
processes produce produced professional professionalism programme programmes progress progressed progressing
progression progressive project projects promote promoted promoting promotion promotional proportion proposals
provided providers providing provision publication publications publicise publicised published publishing purchasing
qualification qualifications qualified qualitative quality quantitative questionnaire questionnaires rating
rationale recognisable recognise recognised recognises recognising recognition recommend recommendation
recommendations recommended recruit recruiting recruitment redundancy reference register registered registration
registrations regrading relations relationship relationships relevant reporting represent representation
representative representatives represented requirement requirements research researcher researchers resource
resources resourcing respondents responses responsibilities responsibility responsible responsive result retaining
retention retirement reviewed reviewing reward rewarding safeguarding sandwich satisfaction schedule scheduled
scheme schemes scholarship science sciences secondment secondments section securing seminars senior services
sessions several shadowing showcase showcasing significant social software solutions specialist
specialists sponsor sponsorship staffing stakeholder stakeholders standard standards start started statement
statistics status statutory steering strand strands strategic strategically strategies strategy strengthen
structured structures students submission submitted subscription substantially successes successful succession
suitable supervision supervisor supervisors supervisory supported supporting surveyed surveys sustain sustainability
sustainable sustained sustaining target targets teaching teams technical technically
technique techniques technologies technology template terminology theme themes themselves throughout timeframe
timeline timelines timescale timescales together trainers training transferable transition transparency travel
undergraduate understanding undertake undertaken undertaking universities university update updated updates
upskilling vacancies valuable variety visibility visible visiting vocational volunteers website websites welcome
wellbeing widening wider workforce working workload workplace workshop workshops workstream workstreams written year
yearly years
"""
LONG_WORDS = frozenset(_LONG_WORDS.split())


# Ends of words that are no words; what follows a broken beginning.
_ENDINGS = """
abilities ability able ables ally ance ances ans ation ational ations bilities bility cal cally cation cations cial cian
cians cies cs cy ded dent dents ding ed eds ence ences ent ents er ers es ess fication fully gnition gression gy
ials ible ical icians ics ied ies ification ilities ility ing ings ion ional ions isation isations ise ised ises
ising ist ists ities ition itions ity ive ives ization ized lities lity logy ly ment mental mented menting ments n
nability nation nce nces ncy ndance ness ng ngs nition ns nt nts ologies ology opment ories ory ound ous r ration
rce rces res ressed ressing ression rs rship rships ry s ses ship ships sion sional sionals sions sity ssion st sts
t tative tatives ted tee tees ters tices ties tific ting tings tion tional tions tive tives tors ts ty ural urces
ure ures ving y
"""
SHORTENED = ("i", "hr", "it", "vc", "uk", "eg", "ie", "vs", "am", "pm", "no", "pa")
ENDINGS = frozenset(_ENDINGS.split())


@dataclass(slots=True)
class Vocabulary:
    """Words that the document writes inside its lines, where nothing can have broken them."""

    words: Counter[str] = field(default_factory=Counter)

    def learn(self, words: Iterable[str]) -> None:
        """Add the words inside one line, without its first and last."""
        for word in words:
            self.words.update(found.lower() for found in _LETTERS.findall(word))
            self.words.update(found.lower() for found in _COMPOUNDS.findall(word))

    def knows(self, word: str) -> bool:
        """Whether it is a whole word, as far as one can tell."""
        low = word.lower()
        return low in self.words or low in LONG_WORDS or low in SHORT_WORDS

    def begins(self, letters: str) -> bool:
        """Whether a known word begins so."""
        return any(word.startswith(letters) for known in (LONG_WORDS, self.words) for word in known)


def mend(last: str, first: str, vocabulary: Vocabulary, *, full: bool, alone: bool) -> tuple[str, str]:
    """How the last word of a line and the first of the next are joined: (what the last word becomes, what goes
    between). `full`: not one letter more would have fitted on the line; `alone`: the last word is all of its line."""
    if not last or not first:
        return last, " "
    if first[0] in ",.;:!?)]" and last[-1].isalnum() and full:
        return last, ""
    if last[-1] in HYPHENS and len(last) > 1 and first[0].isalnum():
        return _hyphen(last, first, vocabulary)
    if last[-1] in "/\\" and len(last) > 1:
        return last, ""
    if full and (date := _DATE_PART.search(last)) and re.match(rf"\d{{{4 - len(date['year'])}}}(?!\d)", first):
        return last, ""
    if _ADDRESS.search(last) and full and (first[0] in "/.-_?&=@" or re.search(r"[/._@]", first[:-1])):
        return last, ""
    if full and _broken(last, first, vocabulary, alone=alone):
        return last, ""
    return last, " "


def _hyphen(last: str, first: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Whether a hyphen at a line end goes: not where the file writes it inside a line, or where it parts two words."""
    head, rest = _tail_letters(last[:-1]).lower(), _head_letters(first).lower()
    if not head or not rest or not first[0].islower() or not last[-2].isalpha():
        return last, ""
    if vocabulary.words[f"{head}-{rest}"]:
        return last, ""
    if vocabulary.words[head + rest]:
        return last[:-1], ""
    if head in COMPOUND and "-" not in last[:-1]:
        return last, ""
    if head + rest in LONG_WORDS or (head in PARTS and not vocabulary.knows(rest)):
        return last[:-1], ""
    return (last if vocabulary.knows(head) and vocabulary.knows(rest) else last[:-1]), ""


def _broken(last: str, first: str, vocabulary: Vocabulary, *, alone: bool) -> bool:
    """Whether the two are pieces of one word: it is known whole, or, where the first piece has a line to itself, it
    begins a known one or the second piece is an ending and no word."""
    if not last[-1].isalpha() or not first[0].isalpha() or (first[0].isupper() and not last.isupper()):
        return False
    head, rest = _tail_letters(last).lower(), _head_letters(first).lower()
    whole = head + rest
    if not alone:
        known = whole in LONG_WORDS or vocabulary.words[whole] > 0
        return known and not (vocabulary.knows(head) and vocabulary.knows(rest))
    if whole in LONG_WORDS or (len(rest) <= 2 and rest not in SHORT_WORDS and rest not in SHORTENED):
        return True
    if vocabulary.words[whole] > 0:
        return not (vocabulary.knows(head) and vocabulary.knows(rest))
    if len(head) >= 5 and head.endswith(("ti", "ci", "si")) and not vocabulary.knows(head):
        return True  # no word ends so
    if vocabulary.knows(head) or rest in SHORT_WORDS:
        return False
    if len(whole) >= 6 and vocabulary.begins(whole):
        return True
    return len(whole) >= 6 and (rest in ENDINGS or not set(rest) & set("aeiouy"))


def _tail_letters(word: str) -> str:
    found = _LETTERS.findall(word)
    return found[-1] if found else ""


def _head_letters(word: str) -> str:
    found = _LETTERS.match(word)
    return found.group() if found else ""
