"""What the stage forms ask, in our own words: each topic with the signs by which its question is known.

The signs are weighed on folded, mended text (see wording.py), so other years' and other typists' phrasing counts as
long as the meaning shows. `heads` are whole short headings that stand for the question. `against` are signs of a
neighbouring topic. A question is recognised by what it asks for, never by its exact words.
"""

# A sign is one line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

_ORG = r"(?:organi[sz]ations?|institutions?|universit(?:y|ies)|institutes?|colleges?|employers?|cent(?:re|er))"
_TECH = r"(?:technicians?|technical|technologists?)"
_SIGN = r"(?:signator(?:y|ies)|sign(?:ing|ed)?(?: up)?|join(?:ing|ed)|commit(?:ment|ted))"
_DOING = r"(?:initiatives?|programmes?|programs?|activit(?:y|ies)|actions?|measures|steps|support|provision|work|practices?|schemes?)"
_SPAN = r"(?:24|36|twenty[- ]four|thirty[- ]six|two|three|2|3|five|5)[- ]?(?:month|year)s?"
_EARLIER = r"(?:previous|last|earlier|original|existing|first|preceding|past|current)"


@dataclass(frozen=True, slots=True)
class Topic:
    """`key` names it in the JSON; `title` says what is asked; `limit` is the word limit that the form is known for."""

    key: str
    title: str
    cues: tuple[tuple[float, re.Pattern[str]], ...]
    needs: re.Pattern[str]
    heads: tuple[re.Pattern[str], ...] = ()
    against: tuple[tuple[float, re.Pattern[str]], ...] = ()
    stages: tuple[str, ...] = ()


def _topic(
    key: str,
    title: str,
    needs: str,
    cues: dict[str, float],
    heads: tuple[str, ...] = (),
    against: dict[str, float] | None = None,
    stages: tuple[str, ...] = (),
) -> Topic:
    def compiled(signs: dict[str, float]) -> tuple[tuple[float, re.Pattern[str]], ...]:
        return tuple((weight, re.compile(pattern)) for pattern, weight in signs.items())

    return Topic(
        key=key,
        title=title,
        cues=compiled(cues),
        needs=re.compile(needs),
        heads=tuple(re.compile(head) for head in heads),
        against=compiled(against or {}),
        stages=stages,
    )


TOPICS: tuple[Topic, ...] = (
    _topic(
        "profile",
        "A short portrait of the organisation",
        rf"profile|{_ORG}|context|\babout us\b|who (?:you|we) are",
        {
            r"\bprofile\b|\bportrait\b": 0.7,
            rf"(?:describ\w+|introduc\w+|overview|background|summar\w+|outline|sketch|picture|tell us(?: \w+)? about)[^.?]{{0,30}}\b{_ORG}\b": 0.5,
            rf"\b{_ORG}(?:al)?(?:'s)? (?:background|context|overview)": 0.6,
            r"\bcontext": 0.2,
            r"\bbrief(?:ly)?\b|\bshort\b|\bwords\b": 0.2,
        },
        (
            rf"^(?:(?:brief |short )?(?:{_ORG}|organi[sz]ational|institutional|company) (?:profile|overview|background|context|description))$",
            rf"^(?:brief |short )?(?:profile|background|overview|context|introduction)(?: (?:of|to|on) (?:the |your |our )?{_ORG})?$",
            rf"^about (?:us|the {_ORG}|our {_ORG}|your {_ORG})$",
        ),
        {
            rf"{_TECH}[- ](?:staff|structure|communit|team|workforce)|technicians": 0.4,
            r"\bvoice\b|\bplan\b|\bgovernance\b": 0.4,
        },
        ("stage_1_full",),
    ),
    _topic(
        "definition",
        "Who counts as a technician here",
        rf"{_TECH}|\brole",
        {
            r"\bdefin(?:e|es|ed|ing|ition|itions)\b": 0.8,
            rf"(?:who|which|what)[^.?]{{0,40}}(?:count|regard|consider|class|mean|recogni[sz]e|understood|understand|identif|treat)\w*[^.?]{{0,40}}{_TECH}": 0.7,
            rf"(?:who|what) (?:is|are|do you mean by|counts as)[^.?]{{0,20}}\b{_TECH}": 0.6,
            rf"(?:meaning|understanding|interpretation) of[^.?]{{0,20}}{_TECH}": 0.6,
            rf"\b{_ORG}\b": 0.1,
        },
        (
            rf"^(?:our |your )?(?:technician )?definitions?(?: of (?:a |the |our |your )?{_TECH}.{{0,20}})?$",
            r"^(?:defining|who are) (?:our|your|the) technicians$",
        ),
        stages=("stage_1_full",),
    ),
    _topic(
        "numbers",
        "How many technicians there are, where they are based and how they are organised",
        rf"{_TECH}|\bthey\b",
        {
            r"\bhow many\b": 0.8,
            rf"(?:number|total|headcount|count|size|fte)\b[^.?]{{0,30}}{_TECH}|{_TECH}[^.?]{{0,20}}(?:headcount|numbers|count\b|fte)": 0.7,
            r"\bwhere\b[^.?]{0,20}(?:based|located|work|sit)|\bbased\b|\blocat(?:ed|ion)|\bdistribut": 0.35,
            r"\bstructured\b|\bdepartments?\b|\bdisciplines?\b|\bfacult": 0.2,
        },
        (
            rf"^(?:numbers?|headcount|profile|distribution|size)(?: and (?:distribution|locations?|structures?))?(?: of (?:our |the |your )?{_TECH}.{{0,24}})?$",
            rf"^(?:our |your |the )?{_TECH} (?:staff |workforce )?(?:numbers|headcount|profile|population|community)(?: and .{{3,20}})?$",
            r"^technicians in numbers$",
        ),
        stages=("stage_1_full",),
    ),
    _topic(
        "before",
        "What was there for technicians before signing",
        r"before|prior|already|existing|pre-?sign|preceding|previously|baseline|in place",
        {
            r"\bbefore\b|\bprior\b|\bpre-?sign\w*|\bpreceding\b|\bpreviously\b|\bbaseline\b": 0.5,
            r"\balready\b|\bexisting\b|\bexisted\b|in place": 0.3,
            rf"\b{_SIGN}\b": 0.25,
            rf"\b{_DOING}\b": 0.2,
        },
        (
            rf"^(?:{_DOING}|position|situation|baseline|what (?:we|you) (?:had|did))[^.?]{{0,50}}\b(?:before|prior to)\b.{{0,40}}$",
            rf"^(?:before|prior to)(?: (?:we|you|our|your|the {_ORG}|becoming|being))? ?(?:a )?{_SIGN}.{{0,40}}$",
            rf"^(?:existing|previous|prior|baseline) {_DOING}(?: for .{{0,30}})?$",
            r"^baseline$",
        ),
        {r"\bsince\b": 0.5, r"\bplans?\b|\brag\b": 0.4},
        ("stage_1_full", "stage_1_short"),
    ),
    _topic(
        "since",
        "What has been done since signing, for each theme",
        r"since|after|following|to date|so far|put in place|introduced|progress",
        {
            r"\bsince\b|\bafter (?:signing|joining|becoming)|\bfollowing (?:signing|joining|becoming)": 0.5,
            r"\bto date\b|\bso far\b|\bput in(?:to)? place\b|\bintroduced\b": 0.25,
            rf"\b{_SIGN}\b": 0.2,
            rf"\b{_DOING}\b|\bprogress\b|\bachiev\w+": 0.25,
            r"\bthemes?\b|\bpillars?\b|\bvisibility\b": 0.2,
        },
        (
            rf"^(?:{_DOING}|progress|achievements?|what (?:we|you) have (?:done|achieved))[^.?]{{0,50}}\bsince\b.{{0,40}}$",
            rf"^since (?:becoming|being|we|you|our|your)? ?(?:a )?{_SIGN}.{{0,40}}$",
            r"^(?:progress|achievements?|initiatives) (?:to date|so far)$",
        ),
        {
            r"\bchang\w+": 0.4,
            r"\bgovernance\b|\breporting lines?\b|\bstructures?\b|\bimpact\b|\btalent\b": 0.4,
            r"\bprior to\b|\bbefore\b": 0.2,
        },
        ("stage_1_full", "stage_1_short"),
    ),
    _topic(
        "structures",
        "How technical staff are organised, and how far the Commitment reaches inside",
        rf"{_TECH}|commitment",
        {
            rf"\b{_TECH}[^.?]{{0,20}}structures?|structures?[^.?]{{0,40}}{_TECH}|organi[sz](?:ation|ed|e)[^.?]{{0,25}}{_TECH}[^.?]{{0,12}}(?:structure|staff|team|service|communit)|how[^.?]{{0,20}}{_TECH}[^.?]{{0,30}}organi[sz]ed": 0.65,
            r"\bscope\b|\breach\b|\bremit\b|\bextent\b": 0.35,
            r"\binternal\b": 0.1,
        },
        (
            rf"^(?:our |the )?(?:{_TECH} )(?:staff |team |service )?(?:structures?|organisation)$",
            r"^(?:organi[sz]ation|structure) of (?:our |the )?techni\w+.{0,24}$",
        ),
        {r"\bchang\w+": 0.3, r"\bhow many\b": 0.5, r"\bgovernance\b": 0.4},
        ("stage_1_short",),
    ),
    _topic(
        "structure_changes",
        "How technical staff are organised and what changed over the past years because of the Commitment",
        r"structur|organi[sz]|staffing|chang",
        {
            rf"{_TECH}[^.?]{{0,25}}structur|structur[^.?]{{0,40}}{_TECH}": 0.5,
            r"\bstaff(?:ing)? structur": 0.1,
            r"\bchang(?:e|es|ed|ing)\b|\bevol\w+|\b(?:have|has|they) (?:been )?develop\w+": 0.4,
            r"(?:past|last|previous|recent)[^.?]{0,8}(?:six|6|five|5|three|3|few)?[^.?]{0,3}years?|\b(?:six|6)[- ]year": 0.3,
            r"\bin response\b|\bas a result\b|\bbecause of\b": 0.2,
        },
        (
            r"^(?:changes (?:to|in)|changing) (?:our |the )?(?:technical )?(?:staff(?:ing)? )?structures?.{0,30}$",
            r"^technical (?:staff(?:ing)? )?structures? and changes?.{0,30}$",
        ),
        {r"\bgovernance\b": 0.5, r"\bscope\b": 0.2},
        ("stage_3",),
    ),
    _topic(
        "governance",
        "Who governs and leads it, how it is resourced and whom it engages",
        r"govern|reporting|resourc|leadership|led|oversight|accountab|engage",
        {
            r"\bgovern(?:ance|ed|ing|s)?\b": 0.6,
            r"\breporting lines?\b|\breports? to\b|\baccountab\w+|\boversight\b|\boversee\w*": 0.35,
            r"\bleadership\b|\bwho leads\b|\b(?:is|are) led\b": 0.25,
            r"\bresourc(?:ed|es|ing)\b|\bbudget\b|\bfund(?:ed|ing)\b": 0.3,
            r"\bengag\w+[^.?]{0,40}communit|\bwider (?:technical )?communit": 0.3,
        },
        (
            r"^governance(?:,? (?:and |& )?(?:leadership|management|reporting|resourc\w+|oversight).{0,40})?$",
            r"^(?:leadership|management|oversight) and governance.{0,20}$",
        ),
        {r"\b(?:24|36)[- ]month\b[^.]{0,60}\bplan\b|\baction plan\b": 0.4},
        ("stage_3",),
    ),
    _topic(
        "rag",
        "What became of each action of the previous plan: red, amber, green",
        rf"\brag\b|\bred\b|amber|traffic|(?:progress|review|status|complet|update|deliver|reflect|self-?assess)[^.?]*\bplans?\b|{_EARLIER}[^.?]*plan",
        {
            r"\brag\b|\btraffic[- ]?light": 0.7,
            r"\bred\b[^.]{0,80}\b(?:amber|green)\b|\bamber\b|\bgreen\b[^.]{0,80}\bred\b": 0.4,
            rf"\b{_EARLIER}\b[^.?]{{0,30}}\bplans?\b|\b(?:24|36)[- ]month\b[^.?]{{0,12}}plan": 0.35,
            r"\b(?:progress|review|status|analysis|update|complet\w+|deliver\w+)\b": 0.3,
            r"\b(?:progress|review|status|update)\b[^.?]{0,12}\b(?:against|on|of|with|towards?)\b[^.?]{0,25}\bplan\b": 0.45,
        },
        (
            rf"^(?:progress|review|rag|analysis|update|evaluation|status|assessment)\b.{{0,30}}\b{_EARLIER}\b.{{0,20}}\bplan.{{0,20}}$",
            r"^rag (?:analysis|rating|review|status|rated).{0,40}$",
        ),
        {r"\bimpact\b": 0.35, r"\bpublish": 0.5, r"\bvoice\b": 0.3},
        ("stage_2", "stage_3"),
    ),
    _topic(
        "red_explanations",
        "Why some actions are red",
        r"\bred\b",
        {r"\bexplanations?\b|\breasons?\b|\bexplain\b|\bwhy\b": 0.5, r"\bred\b": 0.4},
        (
            r"^(?:explanations?|reasons?|commentary)\b.{0,30}\bred\b.{0,20}$",
            r"^(?:actions|activities|items) (?:rated |categorised as |marked )?(?:in )?red$",
        ),
        {r"\bgreen\b|\bamber\b": 0.5, r"\brag\b": 0.3},
    ),
    _topic(
        "impact",
        "What shows that the earlier plans make a difference",
        r"\bimpact|difference|outcomes?\b|benefits?\b|evidence",
        {
            r"\bimpacts?\b|\bdifference\b": 0.5,
            r"\bevidence\b|\bexamples?\b|\bdemonstrat\w+|\bshow\w*\b|\btestimonial": 0.3,
            rf"\b{_EARLIER}\b|\bplans? (?:are|is|has|have|had)\b|\bhaving\b|\bhas had\b|\bactions have\b": 0.3,
            r"\boutcomes?\b|\bbenefits?\b": 0.2,
        },
        (
            r"^(?:evidence of )?impacts?(?: (?:of (?:the |our |your )?(?:previous|action|commitment|technician)|evidence|so far|to date|and evidence).{0,40})?$",
            r"^(?:outcomes|benefits) and impact.{0,20}$",
            r"^impact and outcomes$",
        ),
        {
            r"\bvoice\b": 0.5,
            r"\b(?:24|36)[- ]month\b|\bfuture\b|\bwill be\b": 0.4,
            r"\btalent\b|\brag\b|\bpublish": 0.4,
            r"self-?assessment (?:and|&)": 0.5,
        },
        ("stage_2", "stage_3"),
    ),
    _topic(
        "talent",
        "How the recommendations of the TALENT Commission are carried out",
        r"\btalent\b",
        {
            r"\btalent\b": 0.6,
            r"\bcommission\b|\brecommendations?\b|\breport\b": 0.3,
            r"\benact\w*|\bimplement\w*|\brespon\w+|\bdeliver\w*|\badopt\w*": 0.2,
        },
        (
            r"^(?:the )?(?:mi ?)?talent(?: commission)?(?: report)?(?: recommendations?)?$",
            r"^(?:response to |enacting |implementing )(?:the )?(?:recommendations of )?(?:the )?talent.{0,40}$",
        ),
        stages=("stage_3",),
    ),
    _topic(
        "plan",
        "The plan for the next years, how its impact will be shown and how it is resourced",
        r"\bplans?\b|\bplanned\b|objectives|future",
        {
            r"\baction[- ]plans?\b|\bplan of action\b|\bfuture plans?\b|\bplanned actions\b": 0.5,
            rf"\b{_SPAN}\b": 0.35,
            r"\b(?:provide|attach|set out|detail\w*|include|insert|outline|append|share|give|submit|present)\b": 0.15,
            r"\bfuture\b|\bnext\b|\bforthcoming\b|\bcoming\b|\bahead\b|\bcontinues?\b|\bgoing forward\b": 0.3,
            r"\bthemes?\b|\bpillars?\b|\bresourced\b|\bwill be\b": 0.2,
        },
        (),
        {
            r"\bpublish\w*|\bweb ?(?:site|page)\b|\burl\b": 0.7,
            r"\brag\b|\bred\b|\bamber\b": 0.6,
            rf"\b{_EARLIER}\b[^.?]{{0,20}}plan": 0.5,
            r"\bhow\b[^.?]{0,30}\b(?:voice|involved|consulted|contribut\w+)\b": 0.3,
        },
        ("stage_1_full", "stage_1_short", "stage_2", "stage_3"),
    ),
    _topic(
        "voice",
        "How technicians themselves shaped the plan",
        rf"\bvoices?\b|{_TECH}",
        {
            r"\b(?:technicians?|technical)['\" ]*s?['\"]* ?voices?\b|\bvoices? of\b|\bvoices\b": 0.8,
            rf"\b(?:how|way|ways|evidence|describe|explain|extent)\b[^.?]{{0,70}}{_TECH}[^.?]{{0,70}}\b(?:involv|consult|contribut|shap|input|engag|help|heard|develop|inform|part|say|fed|feed|influenc)": 0.7,
            rf"\b(?:involv|consult|engag)\w*[^.?]{{0,20}}{_TECH}[^.?]{{0,60}}\bplan": 0.7,
            r"\bplans?\b": 0.15,
        },
        (
            rf"^(?:the )?(?:technicians?'?s?'?|{_TECH}) voices?(?: (?:in|and|at) .{{0,40}})?$",
            r"^(?:consultation|engagement|involving|involvement)(?: (?:of|with))? (?:our |the )?techni\w+.{0,40}$",
        ),
        {r"\bwhat\b[^.?]{0,20}\bplan\b": 0.2, r"\bgovernance\b": 0.4},
        ("stage_1_full", "stage_1_short", "stage_2", "stage_3"),
    ),
    _topic(
        "publication",
        "Where the status and the plan are published",
        r"publish|publication|\bwhere\b.*\bplan\b|website|webpage|web page|web site|\burl\b|\blink\b|online|web address",
        {
            r"\bpublish\w*|\bpublication\b|\bpublicly available\b|\bmade public\b": 0.45,
            r"\burls?\b|\bweb ?sites?\b|\bweb ?pages?\b|\b(?:web ?)?links?\b|\bweb address\b|\bhyperlink\b|\bonline\b": 0.45,
            r"\bconfirm\w*|\bwhere\b": 0.15,
            r"\bwhere\b[^.?]{0,30}\b(?:seen|found|read|viewed|accessed)\b": 0.5,
            r"\bpublic\b": 0.2,
            r"\bplans?\b|\bstatus\b|\bcommitment\b": 0.15,
        },
        (
            r"^(?:publication|published(?: (?:at|on|online))?|website|web ?page|web address|url|web ?link|link to (?:the )?(?:web ?page|web ?site|published plan|action plan))(?: (?:url|link|address|status|of (?:the )?(?:action )?plan|confirmation|details))?$",
            r"^(?:technician commitment )?(?:web ?page|web ?site|url)(?: url| address| link)?$",
        ),
        {r"\bimpact\b|\btestimonial": 0.5, r"\btalent commission\b": 0.5},
    ),
    _topic(
        "changes",
        "What has changed since the last submission",
        r"chang|develop|differ",
        {
            r"\bchang(?:e|es|ed)\b|\bdiffer\w*|\bdevelopments?\b": 0.4,
            r"since[^.?]{0,40}(?:stage|submission|last|previous|first|self-?assessment|plan)": 0.5,
            rf"\b{_ORG}\b": 0.1,
        },
        (r"^(?:changes|developments|what has changed) since.{0,50}$",),
        {r"\bstructur": 0.3, r"\bgovernance\b": 0.4},
        ("stage_2",),
    ),
    _topic(
        "feedback",
        "How feedback on the last submission was acted on",
        r"feedback",
        {
            r"\bfeedback\b": 0.5,
            r"\brespon\w+|\bact(?:ed|ion) (?:on|upon)|\baddress\w*|\bhow\b": 0.3,
            rf"\b{_EARLIER}\b|\bsubmission\b|\breview": 0.2,
        },
        (r"^(?:response to|acting on|addressing) (?:the )?(?:peer |review )?(?:review |panel )?feedback.{0,30}$",),
        {r"\btechnician": 0.3, r"\bvoice\b": 0.4},
        ("stage_2",),
    ),
    _topic(
        "challenges",
        "What stood in the way, and what was learned",
        r"challeng|barrier|obstacle|lessons|difficult",
        {
            r"\bchallenges?\b|\bbarriers?\b|\bobstacles?\b|\bdifficult\w+": 0.5,
            r"\blessons?\b|\bovercome\b|\bfaced\b|\blearn\w+|\bencounter\w+": 0.4,
        },
        (r"^(?:key |main )?(?:challenges|barriers|lessons learn(?:ed|t))(?: (?:and|&|faced|encountered).{0,30})?$",),
        {r"\bplans?\b": 0.2},
    ),
    _topic(
        "anything_else",
        "Anything else the institution wishes to say",
        r"anything|additional|other|further",
        {
            r"\banything else\b|\bany other\b|\badditional\b|\bfurther\b": 0.5,
            r"\bcomments?\b|\binformation\b|\badd\b|\bshare\b": 0.4,
        },
        (r"^(?:any )?(?:other|additional|further) (?:comments|information)$",),
        {r"\bquer(?:y|ies)\b|\bcontact\b|\bplans?\b": 0.5},
    ),
)

BY_KEY = {topic.key: topic for topic in TOPICS}
