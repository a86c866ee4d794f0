"""Abbeyfield Technical University: a rated plan over several pages of PDF, rows filled by colour, narrow columns."""

from samples.make.model import Act, Paper, Scheme

ROWS = """
V1|visibility|Visibility|Publish a directory of technical staff, searchable by skill and by instrument|Director of Technical Services|Mar 2025|Directory live; 80% of staff listed|completed|green
V2|visibility|Visibility|Place technicians on all faculty boards|Registrar|Sep 2024|Seven boards with a technical member|completed|green
V3|visibility|Visibility|Hold a Technicians' Week with open workshops|Events Team|May 2025|400 visitors|in_progress|amber
V4|visibility|Visibility|Feature one technician a month in the staff magazine|Communications|Jul 2026|Twelve features a year|in_progress|amber
V5|visibility|Visibility|Show technical teams in prospectus and course pages|Marketing|Oct 2025|All lab-based courses|not_started|red
R1|recognition|Recognition|Reimburse registration fees in the first two years|Staff Development|Aug 2026|25 new registrants|in_progress|amber
R2|recognition|Recognition|Create a technical prize within the Founders' Awards|People and Culture|Jun 2024|Prize awarded|completed|green
R3|recognition|Recognition|Adopt a policy on authorship and acknowledgement of technical work|Research Committee|Dec 2024|Policy in handbook|completed|green
R4|recognition|Recognition|Support teaching fellowship for technicians who teach|Centre for Teaching|Aug 2026|Ten fellows|in_progress|amber
R5|recognition|Recognition|Apply for employer recognition from the registers|Director of Technical Services|Nov 2025|Application made|not_started|red
C1|career_development|Career Development|Map technical posts to four role families|People and Culture|Feb 2025|All posts mapped|completed|green
C2|career_development|Career Development|Publish a career map with criteria for each step|People and Culture|Sep 2025|Map on intranet|in_progress|amber
C3|career_development|Career Development|Guarantee five days of development a year|Provost|Aug 2024|Survey shows 90% take-up|completed|green
C4|career_development|Career Development|Start a leadership course for new technical managers|Staff Development|Jan 2026|Two cohorts of ten|not_started|red
C5|career_development|Career Development|Exchange four technicians a year with partner universities|Technicians' Council|Jul 2026|Eight exchanges|in_progress|amber
S1|sustainability|Sustainability|Identify skills held by one person and plan cover for each|Faculty Technical Managers|Apr 2025|Cover for 30 skills|in_progress|amber
S2|sustainability|Sustainability|Recruit five apprentices a year across the faculties|Apprenticeship Office|Aug 2026|Ten apprentices|in_progress|amber
S3|sustainability|Sustainability|Forecast retirements over ten years by faculty|People and Culture|Dec 2024|Report to Executive|completed|green
S4|sustainability|Sustainability|Replace paper maintenance logs by a shared system|Digital Services|Mar 2026|All workshops connected|not_started|red
S5|sustainability|Sustainability|Cost technical time in teaching business cases|Finance|Jun 2025|In every new case|completed|green
E1|evaluating_impact|Evaluating Impact|Measure progress by a yearly dashboard of six figures|Steering Group|Jul 2025|Dashboard published|in_progress|amber
E2|evaluating_impact|Evaluating Impact|Interview twenty technicians about what has changed for them|Steering Group|May 2026|Report published|not_started|red
"""

WORDS = {"completed": "Complete", "in_progress": "In progress", "not_started": "Not started"}

ACTS = tuple(
    Act(text, theme, ref=ref, owner=owner, due=due, measure=measure, status=status, rag=rag)
    for ref, theme, _, text, owner, due, measure, status, rag in (row.split("|") for row in ROWS.strip().splitlines())
)
AREAS = {row.split("|")[0]: row.split("|")[2] for row in ROWS.strip().splitlines()}

PAPER = Paper(
    slug="abbeyfield",
    institution="Abbeyfield Technical University",
    stage=None,
    form=None,
    schemes=(Scheme("forward", "Technician Commitment action plan 2024–2026", "2024", "2026", ACTS),),
    facts={"foot": "Abbeyfield Technical University · Technician Commitment"},
)
