"""Vocabulary: the words by which people head the columns of a plan, and what each holds."""

from __future__ import annotations

# ruff: noqa: E501 (patterns are easier to read unbroken)
import re
from enum import StrEnum


class Role(StrEnum):
    """What a column holds."""

    REF = "ref"
    THEME = "theme"
    OBJECTIVE = "objective"
    ACTION = "action"
    SUBACTION = "subaction"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    OWNER = "owner"
    RESOURCE = "resource"
    PRIORITY = "priority"
    STARTS = "starts"
    ENDS = "ends"
    DUE = "due"
    YEARS = "years"
    YEAR = "year"
    STATUS = "status"
    PROGRESS = "progress"
    RAG = "rag"
    COMMENTS = "comments"
    EXPLANATION = "explanation"
    ACHIEVEMENT = "achievement"
    MARK = "mark"
    OTHER = "other"


RULES: tuple[tuple[Role, str], ...] = (
    (Role.RAG, r"\brag\b|\btraffic light\b|\bragg\b|\bbrag\b|\brating\b|\bcolou?r (?:code|status)\b|\bcoch\b"),
    (
        Role.EXPLANATION,
        r"\bexplanation\b|\breasons? (?:for|if|why)\b|\bif red\b|\bwhy not\b|\bjustification\b.*\bred\b",
    ),
    (
        Role.ACHIEVEMENT,
        r"\bachievements?\b|\bachieved\b.+|.+\bachieved\b|\bwhat (?:we|have we|we have) (?:did|done|achieved)\b|\baccomplishments?\b|\bsuccesses\b",
    ),
    (
        Role.PROGRESS,
        r"\bprogress\b|\bnext steps?\b|\bupdates?\b|\bactions? taken\b|\bwork to date\b|\bwhere are we\b|\bdevelopments\b|\bcurrent position\b|\boutcomes? to date\b",
    ),
    (Role.STATUS, r"\bstatus\b|\bstate\b|\bcompleted?\s?\?|\bdone\s?\?|\bstage\b"),
    (
        Role.STARTS,
        r"\bstarts?\b|\bstarting\b|\bcommenc\w+\b|\bbegins?\b|\bbeginning\b|^from$|\bdate from\b|\bfrom date\b",
    ),
    (
        Role.DUE,
        r"\bdeadlines?\b|\bdue\b|\bby when\b|\bwhen\b|\btime ?scales?\b|\btime ?frames?\b|\btimelines?\b|\btimings?\b|\btarget (?:completion )?dates?\b|\bdelivery(?: dates?)?$|\btime ?period\b|\bmilestone dates?\b|\bschedule\b|^by$|\bcompletion\b|\bcomplete(?:d)? by\b|^dates?$|\bdelivery (?:date|by|timescale)\b|\btarget (?:month|year)\b|\bindicative time\w*\b",
    ),
    (Role.ENDS, r"\bends?\b|\bending\b|\bfinish(?:es)?\b|^to$|^until$|\bend dates?\b"),
    (
        Role.OWNER,
        r"\bowners?\b|\bowned\b|\bleads?\b|\bled by\b|\bresponsib\w+\b|\baccountab\w+\b|\bwho\b|\bby whom\b|\bassigned\b|\bassignee\b|\bnamed person\b|\binternal area\b|\bcontact\b|\baction by\b|\bdelivered by\b|\bcustodian\b|\bperson\b",
    ),
    (
        Role.MEASURE,
        r"\bmeasures?\b|\bmeasurements?\b|\bmeasurable\b|\bkpis?\b|\bperformance indicators?\b|\bindicators?\b|\btargets?\b|\boutcomes?\b|\boutputs?\b|\bimpacts?\b|\bsuccess\w*|\bhow will we know\b|\bhow (?:will|do) (?:we|you) (?:know|measure)\b|\bmetrics?\b|\bdeliverables?\b|\bresults?\b|\bbenefits?\b|\bevaluation\b",
    ),
    (Role.EVIDENCE, r"\bevidence[d]?\b"),
    (Role.RESOURCE, r"\bresourc\w+\b|\bcosts?\b|\bbudgets?\b|\bfunding\b|\bfunds?\b"),
    (
        Role.SUBACTION,
        r"\bsub ?actions?\b|\bsupport(?:ing)? (?:actions?|activit\w+)\b|\bsteps\b|\bhow will (?:we|it)\b|\bhow$|\btasks?\b|\bsub ?tasks?\b|\bdetailed actions?\b|\bkey milestones\b|\bmilestones?\b",
    ),
    (
        Role.ACTION,
        r"\bactions?\b|\bactivit(?:y|ies)\b|\binitiatives?\b|\bwhat (?:will|do|are) (?:we|you)\b|\bcommitments?\b|\bpledges?\b|\bpromises?\b|\binterventions?\b|\bprojects?\b|\bwhat we will do\b|\bproposals?\b|\bplanned work\b|\bwhat$|\bwe will\b",
    ),
    (
        Role.THEME,
        r"\bthemes?\b|\bpillars?\b|\bstrands?\b|\bareas?\b|\bwork ?streams?\b|\bcategor(?:y|ies)\b|\bsections?\b|\bfocus\b|\bthematic\b",
    ),
    (
        Role.OBJECTIVE,
        r"\bobjectives?\b|\baims?\b|\bgoals?\b|\bambitions?\b|\bintentions?\b|\bintended\b|\bpriorit(?:y|ies)\b",
    ),
    (
        Role.COMMENTS,
        r"\bcomments?\b|\bnotes?\b|\bremarks?\b|\bcommentary\b|\bobservations?\b|\bnarrative\b|\bfurther (?:information|detail)\b",
    ),
    (Role.YEARS, r"\byears?\b|\byrs?\b"),
    (Role.REF, r"^(?:ref\w*|no|nr|num|number|id|item|code|#|sr|serial|s/?n)\b"),
    (
        Role.OTHER,
        r"\brationale\b|\bsource\b|\bwhy\b|\bbackground\b|\bcontext\b|\bissues?\b|\bcontribut\w+\b|\bsupported by\b|\bpartners?\b|\bstakeholders?\b|\bbaseline\b|\blinks?\b|\bmapp\w+\b|\brisks?\b|\bdependenc\w+\b|\btalent recommendation\b|\baudience\b|\bdescription\b|\bdetails?\b|\bsupport\b|\bconsulted\b|\binformed\b|\binvolved\b|\bneed\b",
    ),
)

FIRST = (
    (re.compile(r"\binternal area\b|\barea responsible\b|\blead area\b"), Role.OWNER),
    (re.compile(r"\breview(?:ed)? (?:date|point|on)\b|\bdate (?:of )?review"), Role.OTHER),
    (
        re.compile(
            r"\baction (?:owner|lead|holder)|\blead(?:s)? (?:for|on|person|officer|contact|name|role)|\b(?:person|role|who)\b.*\bresponsible|\bresponsib|\baccountab"
        ),
        Role.OWNER,
    ),
    (
        re.compile(
            r"\b(?:action|activity|objective|planned|theme|priority|target)\b.*\b(?:deadline|due date|completion date|end date|timescale)"
        ),
        Role.DUE,
    ),
    (
        re.compile(
            r"\b(?:how|what)\b.*\b(?:success|know|measure|evidenced?|impact|look like)\b|\bsuccess\w*|\bmeasure\w* of\b|\bprogress (?:measures?|indicators?)\b"
        ),
        Role.MEASURE,
    ),
    (
        re.compile(r"\bfocus in year\b|\byears? of (?:focus|action|delivery)\b|\bdelivery years?\b|\btarget years?\b"),
        Role.YEARS,
    ),
    (
        re.compile(
            r"\b(?:theme|pillar|strand|area|priority area|area of focus)s?\b(?!.*\b(?:action|activit|responsible|owner))|\bpriority (?:area|theme)"
        ),
        Role.THEME,
    ),
    (
        re.compile(
            r"^(?:action|activity|objective|ref\w*|item|initiative|commitment|target)? ?(?:no|number|ref|reference|id|num|code|#)\.?s?$"
        ),
        Role.REF,
    ),
    (
        re.compile(
            r"^(?:planned |proposed |intended |key |main |future |new )?(?:actions?|activit(?:y|ies)|initiatives?|commitments?)\b(?:.*\b(?:objectives?|aims?|goals?|outcomes?|commitments?|description|title|details?))?$"
        ),
        Role.ACTION,
    ),
    (re.compile(r"^(?:objectives?|aims?|goals?)\b.*\bactions?$"), Role.ACTION),
    (re.compile(r"\bstart(?:s|ing)?\b.*\b(?:end|finish|completion)\b|\bfrom\b.*\bto\b"), Role.DUE),
    (re.compile(r"\bend of\b.*\bstatus\b"), Role.STATUS),
)

FILLERS = frozenset(
    [
        "the",
        "of",
        "for",
        "by",
        "and",
        "or",
        "&",
        "a",
        "an",
        "to",
        "in",
        "on",
        "is",
        "are",
        "be",
        "this",
        "that",
        "with",
        "at",
        "as",
        "our",
        "your",
        "we",
        "will",
        "do",
        "you",
        "us",
        "it",
        "its",
        "key",
        "main",
        "name",
        "names",
        "title",
        "date",
        "dates",
        "proposed",
        "planned",
        "intended",
        "expected",
        "anticipated",
        "current",
        "overall",
        "institutional",
        "institution",
        "tc",
        "technician",
        "technicians",
        "technical",
        "commitment",
        "staff",
        "plan",
        "action",
        "actions",
        "activity",
        "activities",
        "initiative",
        "initiatives",
        "person",
        "people",
        "persons",
        "role",
        "roles",
        "team",
        "group",
        "description",
        "detail",
        "details",
        "summary",
        "area",
        "areas",
        "level",
        "month",
        "year",
        "years",
        "target",
        "targets",
        "criteria",
        "criterion",
        "indicator",
        "indicators",
        "performance",
        "success",
        "how",
        "know",
        "what",
        "when",
        "who",
        "where",
        "made",
        "done",
        "been",
        "have",
        "has",
        "far",
        "identified",
        "specific",
        "measure",
        "measures",
        "measured",
        "progress",
        "comments",
        "comment",
        "notes",
        "note",
        "required",
        "requirement",
        "requirements",
        "estimated",
        "delivery",
        "deliver",
        "theme",
        "themes",
        "pillar",
        "pillars",
        "addressed",
        "number",
        "no",
        "ref",
        "reference",
        "ongoing",
        "against",
        "report",
        "reporting",
        "update",
        "rag",
        "status",
        "lead",
        "date(s)",
        "completion",
        "complete",
        "against",
        "relevant",
        "associated",
        "linked",
        "link",
        "achieve",
        "achieved",
        "red",
        "amber",
        "green",
        "end",
        "start",
        "finish",
        "office",
        "department",
        "faculty",
        "term",
        "additional",
        "other",
        "supporting",
        "support",
        "new",
        "next",
        "steps",
        "step",
        "including",
        "if",
        "any",
        "list",
        "project",
        "possible",
        "priority",
        "high",
        "medium",
        "low",
        "stated",
        "outcome",
        "outcomes",
        "impact",
        "output",
        "outputs",
        "intended",
        "evidence",
        "evidenced",
        "monitoring",
        "review",
        "reviewed",
        "evaluation",
        "resources",
        "funding",
    ]
)

DATE_WORD = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"spring|summer|autumn|winter|since|mid|late|early)\b"
)

TYPOS = (
    "action",
    "activity",
    "objective",
    "responsibility",
    "responsible",
    "deadline",
    "timescale",
    "measure",
    "progress",
    "status",
    "theme",
    "comments",
    "owner",
    "resources",
    "priority",
    "evidence",
    "outcome",
    "completion",
)

# Whole words that narrow columns break in two ("Accou ntable"); put together again where they are all there.
BROKEN = frozenset(
    (
        *TYPOS, "accountable", "accountability", "actions", "activities", "anticipated", "commitment", "completed",
        "contributors", "date", "delivery", "department", "description", "explanation", "finish", "impact",
        "indicator", "indicators", "initiative", "initiatives", "intended", "lead", "milestones", "objectives",
        "outcomes", "outputs", "person", "pillar", "planned", "rating", "reference", "responsibilities", "review",
        "stakeholders", "start", "strand", "success", "target", "timeframe", "timeline", "timescales", "update",
    )
)  # fmt: skip
