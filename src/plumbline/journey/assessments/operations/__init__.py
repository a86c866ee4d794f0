"""The verbs of self-assessments: take in, write, ask others, attach evidence, take in what is known."""

from plumbline.journey.assessments.drafts import (
    AchievementDraft,
    AnswerDraft,
    AssessmentDraft,
    FigureDraft,
    QuotationDraft,
)
from plumbline.journey.assessments.operations.attaching import attach, caption_attachment, detach, move_attachment
from plumbline.journey.assessments.operations.delegating import (
    accept,
    contribute_evidence,
    delegate,
    hand_back,
    remind,
    return_to_them,
    send_again,
    take_back_request,
)
from plumbline.journey.assessments.operations.looking_back import explain_line, look_back, rate_line
from plumbline.journey.assessments.operations.prefilling import BELOW, INSTEAD, take_offer, take_offers
from plumbline.journey.assessments.operations.taking import correct_answer, take_back, take_in
from plumbline.journey.assessments.operations.writing import (
    choose_plans,
    discard_assessment,
    mark_ready,
    save_answer,
    seed_forms,
    set_applicable,
    set_due,
    set_not_applicable,
    start_assessment,
    take_back_ready,
    write_guidance,
)

__all__ = [
    "BELOW", "INSTEAD", "AchievementDraft", "AnswerDraft", "AssessmentDraft", "FigureDraft", "QuotationDraft",
    "accept", "attach", "caption_attachment", "choose_plans", "contribute_evidence", "correct_answer", "delegate",
    "detach", "discard_assessment", "explain_line", "hand_back", "look_back", "mark_ready", "move_attachment",
    "rate_line", "remind", "return_to_them", "save_answer", "seed_forms", "send_again", "set_applicable", "set_due",
    "set_not_applicable", "start_assessment", "take_back", "take_back_ready", "take_back_request", "take_in",
    "take_offer", "take_offers", "write_guidance",
]  # fmt: skip
