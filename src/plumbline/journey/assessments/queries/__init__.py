"""Questions about self-assessments: taken in, written here, and what is known that may be offered."""

from plumbline.journey.assessments.queries.beginning import plans_to_begin_with
from plumbline.journey.assessments.queries.known import known_of, offers_at, offers_of
from plumbline.journey.assessments.queries.parts import parts_of
from plumbline.journey.assessments.queries.taken import (
    AchievementGroup,
    achievements_of,
    assessments_of,
    corrected_since_taken,
    history,
)
from plumbline.journey.assessments.queries.written import (
    Response,
    answer_at,
    answer_with_all,
    answers_in,
    assessments_with_requests,
    attachments_of,
    callable_people,
    delegation_at,
    delegation_of,
    delegations_of,
    delegations_waiting,
    forms_to_start,
    guidance_of,
    looked_back,
    mentions_of,
    talk_counts,
    under_way,
    written,
)

__all__ = [
    "AchievementGroup", "Response", "achievements_of", "answer_at", "answer_with_all", "answers_in", "assessments_of",
    "assessments_with_requests", "attachments_of", "callable_people", "corrected_since_taken", "delegation_at",
    "delegation_of", "delegations_of", "delegations_waiting", "forms_to_start", "guidance_of", "history", "known_of",
    "looked_back", "mentions_of", "offers_at", "offers_of", "parts_of", "plans_to_begin_with",
    "talk_counts", "under_way", "written",
]  # fmt: skip
