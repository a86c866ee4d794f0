"""Corrections of a draft: each does what it says, can be taken back, and loses no word."""

from __future__ import annotations

import json
from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake import edits, patches
from plumbline.journey.intake.draft import Draft


def source(block, *, start=0, end=None, line=0, also=()):
    return {"page": 1, "block": block, "cell": None, "line": line, "start": start, "end": end, "also": list(also)}


def action(text, **more):
    return {"text": text, "source": source(3), "confidence": 0.9, "fields": {}, "themes": [], **more}


RESULT = {
    "schema": "plumbline/reading/1",
    "institution": "Penmarric University",
    "stage": 3,
    "form": "stage_3",
    "kind": "submission",
    "fields": {"stage": {"source": source(0), "confidence": 0.6}},
    "lead": {"name": "Ada Pell", "email": None, "phone": None, "source": source(1), "confidence": 0.95, "fields": {}},
    "signatures": [],
    "publication": None,
    "sector": None,
    "answers": [
        {"question": "How is it led?", "text": "By a group. It meets each term.", "words": 7, "confidence": 0.9,
         "source": source(2, end=31), "fields": {}},
    ],
    "figures": [],
    "plans": [
        {"kind": "previous", "title": "Plan 2021 to 2023", "source": source(3), "confidence": 0.9, "fields": {},
         "actions": [
             action("Name every post. Count them.", owner="Registrar", starts={"written": "May 2021", "on": None}),
             action("Pay fees", owner="Registrar", status="completed", years=[2021], themes=["recognition"]),
             action("and publish them", owner="Dean", status="in_progress", years=[2022]),
         ]},
        {"kind": "forward", "title": None, "source": None, "confidence": 0.5, "fields": {}, "actions": []},
    ],
    "achievements": [{"theme": "visibility", "text": "A day of talks", "source": source(9), "confidence": 1.0}],
    "not_placed": [{"text": "Thank you to all", "source": source(10), "confidence": 1.0, "fields": {}}],
    "left_out": [{"text": "Page 1", "reason": "page_number", "source": source(11), "confidence": 1.0, "fields": {}}],
    "warnings": [],
}  # fmt: skip


@pytest.fixture
def draft() -> Draft:
    return drafts.from_result(RESULT)


def plan(draft, n=0):
    return draft.listed("plans")[n].id


def first_action(draft):
    return draft.actions(plan(draft))[0].id


def texts(draft, n=0):
    return [thing.text for thing in draft.actions(plan(draft, n))]


def test_a_draft_gives_back_what_was_read(draft):
    assert drafts.to_result(draft, RESULT) == RESULT


def test_a_draft_is_stored_and_found_again(draft):
    assert drafts.from_json(json.loads(json.dumps(drafts.to_json(draft)))) == draft


def test_counts_say_how_much_there_is(draft):
    found = drafts.counts(draft)
    assert found == drafts.Counts(
        actions=3, plans=2, answers=1, achievements=1, figures=0, to_check=2, not_placed=1, left_out=1
    )


def test_one_doubtful_field_makes_a_thing_worth_a_look(draft):
    assert edits.document_of(draft).needs_a_look
    assert not edits.document_of(edits.confirm(draft, [edits.document_of(draft).id])).needs_a_look


def test_cuts_are_offered_at_sentences_lines_and_bullets():
    assert [cut.after for cut in edits.cuts("One thing. Another\nthird • fourth; fifth 2) sixth")] == [
        "Another\nthird • fourth; fifth 2) sixth",
        "third • fourth; fifth 2) sixth",
        "• fourth; fifth 2) sixth",
        "fifth 2) sixth",
        "2) sixth",
    ]
    assert edits.cuts("No place to cut here") == []


def test_split_makes_two_of_one_that_share_what_the_row_said(draft):
    done = edits.split(draft, first_action(draft), len("Name every post."))
    assert texts(done) == ["Name every post.", "Count them.", "Pay fees", "and publish them"]
    new = done.actions(plan(done))[1]
    assert new.data["owner"] == "Registrar"
    assert new.data["starts"] == {"written": "May 2021", "on": None}
    assert new.checked


def test_split_without_sharing_leaves_the_rest_with_the_first(draft):
    done = edits.split(draft, first_action(draft), len("Name every post."), share=False)
    assert "owner" not in done.actions(plan(done))[1].data


def test_split_cuts_the_passage_where_the_text_is_cut(draft):
    answer = draft.listed("answers")[0]
    done = edits.split(draft, answer.id, 12)
    first, second = done.listed("answers")
    assert (first.data["source"]["end"], second.data["source"]["start"]) == (12, 12)


def test_split_between_two_lines_gives_each_half_its_own_passage(draft):
    key = first_action(draft)
    two = edits.change(draft, key, {"text": "one\ntwo", "source": source(5, also=[source(6)])})
    done = edits.split(two, key, 4)
    first, second = done.actions(plan(done))[:2]
    assert (first.data["source"]["block"], first.data["source"]["also"]) == (5, [])
    assert (second.data["source"]["block"], second.data["source"]["also"]) == (6, [])


@pytest.mark.parametrize("at", [0, 999, -1])
def test_a_half_without_words_is_refused(draft, at):
    key = first_action(draft)
    spaced = edits.change(draft, key, {"text": " x "})
    with pytest.raises(edits.EditError, match="empty_half"):
        edits.split(spaced, key, at)


def test_what_has_no_text_cannot_be_split(draft):
    with pytest.raises(edits.EditError, match="not_text"):
        edits.split(draft, draft.listed("lead")[0].id, 2)


def test_merge_joins_the_text_and_keeps_both_of_what_differs(draft):
    _, one, two = (thing.id for thing in draft.actions(plan(draft)))
    done = edits.merge(draft, one, two)
    merged = done.things[one].data
    assert merged["text"] == "Pay fees and publish them"
    assert merged["owner"] == "Registrar\nDean"
    assert merged["years"] == [2021, 2022]
    assert (merged["status"], merged["other"]) == ("completed", {"status": "in_progress"})
    assert two not in done.things


def test_merge_takes_what_only_the_second_has_and_starts_a_line_after_a_sentence(draft):
    one, two, _ = (thing.id for thing in draft.actions(plan(draft)))
    done = edits.merge(draft, one, two)
    merged = done.things[one].data
    assert merged["text"] == "Name every post. Count them.\nPay fees"
    assert (merged["status"], merged["owner"], merged["themes"]) == ("completed", "Registrar", ["recognition"])
    assert merged["source"]["also"] == []


def test_merge_keeps_both_passages(draft):
    one, two, _ = (thing.id for thing in draft.actions(plan(draft)))
    apart = edits.change(draft, two, {"source": source(8), "other": {"Cost": "£5"}})
    done = edits.merge(edits.change(apart, one, {"other": {"Cost": "£4"}}), one, two)
    assert [also["block"] for also in done.things[one].data["source"]["also"]] == [8]
    assert done.things[one].data["other"] == {"Cost": "£4\n£5"}


def test_merge_refuses_unlike_things_and_a_thing_with_itself(draft):
    with pytest.raises(edits.EditError, match="not_alike"):
        edits.merge(draft, first_action(draft), draft.listed("answers")[0].id)
    with pytest.raises(edits.EditError, match="itself"):
        edits.merge(draft, first_action(draft), first_action(draft))


def test_move_gives_another_theme_and_another_plan(draft):
    key = first_action(draft)
    done = edits.move(draft, key, values={"themes": ["visibility"]}, plan=plan(draft, 1))
    assert texts(done, 1) == ["Name every post. Count them."]
    assert texts(done) == ["Pay fees", "and publish them"]
    assert done.things[key].data["themes"] == ["visibility"]


def test_move_within_its_plan_changes_only_the_values(draft):
    key = first_action(draft)
    assert edits.move(draft, key, values={"section": "Staff"}, plan=plan(draft)).order == draft.order
    assert edits.move(draft, key, values={"section": "Staff"}).things[key].data["section"] == "Staff"


def test_only_actions_go_to_a_plan_and_only_to_one_that_is_there(draft):
    with pytest.raises(edits.EditError, match="no_such_plan"):
        edits.move(draft, first_action(draft), values={}, plan="p999")
    with pytest.raises(edits.EditError, match="no_such_plan"):
        edits.move(draft, draft.listed("answers")[0].id, values={}, plan=plan(draft))


@pytest.mark.parametrize(("steps", "at"), [(1, 1), (99, 2), (-1, 0)])
def test_shift_moves_up_and_down_and_stops_at_the_ends(draft, steps, at):
    key = first_action(draft)
    assert draft.order[drafts.actions_of(plan(draft))].index(key) == 0
    assert edits.shift(draft, key, steps).order[drafts.actions_of(plan(draft))].index(key) == at


def test_drop_puts_the_words_with_what_was_not_placed_and_put_back_restores_all(draft):
    key = first_action(draft)
    done = edits.drop(draft, key)
    left = done.listed("not_placed")[-1]
    assert left.text == "Name every post. Count them."
    back = edits.put_back(done, left.id)
    assert back.actions(plan(back))[-1].data == draft.things[key].data


def test_dropping_a_plan_drops_its_actions_too(draft):
    done = edits.drop(draft, plan(draft))
    assert [thing.text for thing in done.listed("not_placed")] == [
        "Thank you to all", "Name every post. Count them.", "Pay fees", "and publish them", "Plan 2021 to 2023",
    ]  # fmt: skip
    with pytest.raises(edits.EditError, match="no_such_plan"):
        edits.put_back(done, done.listed("not_placed")[1].id)


def test_dropping_what_holds_no_word_just_takes_it_away(draft):
    done = edits.drop(draft, plan(draft, 1))
    assert len(done.listed("plans")) == 1
    assert len(done.listed("not_placed")) == 1


def test_the_document_itself_cannot_be_dropped(draft):
    with pytest.raises(edits.EditError, match="not_droppable"):
        edits.drop(draft, edits.document_of(draft).id)


def test_put_back_refuses_what_was_never_dropped_and_a_taken_place(draft):
    with pytest.raises(edits.EditError, match="never_dropped"):
        edits.put_back(draft, draft.listed("not_placed")[0].id)
    dropped = edits.drop(draft, draft.listed("lead")[0].id)
    other = edits.add(dropped, "lead", {"name": "Bo Lind"})
    with pytest.raises(edits.EditError, match="taken"):
        edits.put_back(other, other.listed("not_placed")[-1].id)
    assert edits.put_back(dropped, dropped.listed("not_placed")[-1].id).listed("lead")[0].text == "Ada Pell"


@pytest.mark.parametrize(("kind", "where"), [("answer", "answers"), ("achievement", "achievements")])
def test_a_passage_can_be_placed(draft, kind, where):
    left = draft.listed("not_placed")[0]
    done = edits.place(draft, left.id, kind, values={"question": "Who?"} if kind == "answer" else {})
    assert done.listed(where)[-1].text == "Thank you to all"
    assert done.listed("not_placed") == []


def test_a_passage_can_be_placed_as_an_action_of_a_plan(draft):
    left = draft.listed("not_placed")[0]
    done = edits.place(draft, left.id, "action", plan=plan(draft, 1), values={"themes": ["recognition"]})
    assert texts(done, 1) == ["Thank you to all"]
    with pytest.raises(edits.EditError, match="no_such_plan"):
        edits.place(draft, left.id, "action", plan=None)
    with pytest.raises(edits.EditError, match="no_such_kind"):
        edits.place(draft, left.id, "plan")
    once = edits.place(draft, left.id, "publication")
    assert once.listed("publication")[0].text == "Thank you to all"
    with pytest.raises(edits.EditError, match="taken"):
        edits.place(once, once.listed("left_out")[0].id, "publication")
    with pytest.raises(edits.EditError, match="already_placed"):
        edits.place(draft, first_action(draft), "answer")


def test_what_was_an_action_keeps_its_owner_as_a_line_when_it_becomes_an_achievement(draft):
    dropped = edits.drop(draft, first_action(draft))
    done = edits.place(dropped, dropped.listed("not_placed")[-1].id, "achievement")
    assert done.listed("achievements")[-1].text == "Name every post. Count them.\nRegistrar\nMay 2021"
    again = edits.place(dropped, dropped.listed("not_placed")[-1].id, "action", plan=plan(draft))
    assert again.actions(plan(draft))[-1].data == draft.things[first_action(draft)].data


def test_a_plan_and_a_figure_can_be_added_by_hand(draft):
    done = edits.add_plan(draft, {"kind": "forward", "title": "Next"})
    assert [thing.text for thing in done.listed("plans")] == ["Plan 2021 to 2023", "", "Next"]
    assert edits.add(draft, "figure", {"name": "staff", "value": 3}).listed("figures")[0].data["value"] == 3
    with pytest.raises(edits.EditError, match="taken"):
        edits.add(draft, "lead", {"name": "x"})
    with pytest.raises(edits.EditError, match="no_such_kind"):
        edits.add(draft, "answer", {"text": "x"})


def test_merging_two_leftovers_keeps_what_a_dropped_one_had(draft):
    dropped = edits.drop(draft, first_action(draft))
    one, two = (thing.id for thing in dropped.listed("not_placed"))
    done = edits.merge(dropped, one, two)
    assert done.things[one].text == "Thank you to all\nName every post. Count them.\nRegistrar\nMay 2021"


def test_changed_things_carry_the_revision_and_the_others_do_not(draft):
    key = first_action(draft)
    after = patches.stamped(draft, edits.change(draft, key, {"owner": "Dean"}), 7)
    assert after.things[key].rev == 7
    assert {thing.rev for name, thing in after.things.items() if name != key} == {0}


WORD = count(1)


def unique(words: int) -> str:
    return " ".join(f"w{next(WORD)}" for _ in range(words)) + "."


@st.composite
def readings(draw):
    def things(most, **parts):
        return [
            {name: unique(n) for name, n in parts.items()} | {"source": source(draw(st.integers(0, 9)))}
            for _ in range(draw(st.integers(0, most)))
        ]

    return {
        **dict.fromkeys(("institution", "stage", "form", "kind")),
        "lead": {"name": unique(2), "email": unique(1), "phone": None},
        "answers": things(2, text=3, question=2),
        "plans": [
            {"title": unique(1), "actions": things(3, text=4, owner=1, comments=2)}
            for _ in range(draw(st.integers(1, 2)))
        ],
        "achievements": things(2, text=3, period=1),
        "not_placed": things(2, text=4),
    }


def random_edit(draw, draft):
    every = sorted(draft.things)
    key, other = draw(st.sampled_from(every)), draw(st.sampled_from(every))
    plans = [thing.id for thing in draft.listed("plans")] or [None]
    at = draw(st.integers(0, 20))
    return draw(
        st.sampled_from(
            [
                lambda: edits.split(draft, key, at, share=False),
                lambda: edits.split(draft, key, at, share=True),
                lambda: edits.merge(draft, key, other),
                lambda: edits.move(draft, key, values={"section": "Other"}, plan=draw(st.sampled_from(plans))),
                lambda: edits.shift(draft, key, at - 10),
                lambda: edits.drop(draft, key),
                lambda: edits.put_back(draft, key),
                lambda: edits.place(draft, key, draw(st.sampled_from(edits.PLACES)), plan=draw(st.sampled_from(plans))),
                lambda: edits.confirm(draft, [key, other]),
            ]
        )
    )


def all_words(draft):
    """Every letter of the draft: the cuts of these tests fall inside words too."""
    return Counter("".join("".join(drafts.words_of(thing)) for thing in draft.things.values()))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_word_is_lost_by_any_sequence_of_corrections_and_each_can_be_undone(data):
    draft = drafts.from_result(data.draw(readings()))
    letters, trail = all_words(draft), []
    for step in range(data.draw(st.integers(1, 8))):
        try:
            after = random_edit(data.draw, draft)()
        except edits.EditError:
            continue
        # A split that shares repeats what both halves have; nothing else may add or lose a letter, save that
        # merging the two halves again says the shared part once.
        assert not letters - all_words(after)
        trail.append((draft, patches.between(draft, after)))
        draft = patches.stamped(draft, after, step + 1)
    for before, patch in reversed(trail):
        draft = patches.taken_back(draft, json.loads(json.dumps(patch)))
        assert drafts.to_result(draft, {}) == drafts.to_result(before, {})


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_words_are_the_same_multiset_as_long_as_nothing_is_shared(data):
    draft = drafts.from_result(data.draw(readings()))
    letters = all_words(draft)
    for _ in range(data.draw(st.integers(1, 8))):
        every = sorted(draft.things)
        key, other = data.draw(st.sampled_from(every)), data.draw(st.sampled_from(every))
        try:
            draft = data.draw(
                st.sampled_from(
                    [
                        lambda d=draft, k=key: edits.split(d, k, data.draw(st.integers(0, 20)), share=False),
                        lambda d=draft, k=key, o=other: edits.merge(d, k, o),
                        lambda d=draft, k=key: edits.drop(d, k),
                        lambda d=draft, k=key: edits.place(d, k, "achievement"),
                        lambda d=draft, k=key: edits.put_back(d, k),
                        lambda d=draft, k=key, o=other: edits.attach(d, k, o),
                    ]
                )
            )()
        except edits.EditError:
            continue
    assert all_words(draft) == letters


def test_a_thing_that_is_nowhere_has_no_place(draft):
    with pytest.raises(KeyError):
        draft.place_of("a999")


def test_merge_keeps_the_passage_of_the_only_one_that_has_one(draft):
    one, two, _ = (thing.id for thing in draft.actions(plan(draft)))
    by_hand = edits.change(draft, one, {"source": None})
    assert edits.merge(by_hand, one, two).things[one].data["source"]["block"] == 3


def test_split_without_a_passage_has_none_in_either_half(draft):
    by_hand = edits.change(draft, first_action(draft), {"source": None})
    done = edits.split(by_hand, first_action(draft), 16)
    assert [thing.data["source"] for thing in done.actions(plan(done))[:2]] == [None, None]


def test_splitting_what_was_dropped_without_a_main_text_keeps_its_words(draft):
    lead = draft.listed("lead")[0].id
    only_mail = edits.change(draft, lead, {"name": None, "email": "ada pell@example"})
    dropped = edits.drop(only_mail, lead)
    left = dropped.listed("not_placed")[-1]
    done = edits.split(dropped, left.id, 3)
    assert [thing.text for thing in done.listed("not_placed")[-2:]] == ["ada", "pell@example"]
    assert done.things[left.id].was is None


def test_a_sector_report_keeps_what_it_says_of_the_sector():
    sector = {"signatories": [{"name": "A"}, {"name": "B"}], "phases": [], "board": [], "case_studies": []}
    draft = drafts.from_result({**RESULT, "sector": sector})
    assert drafts.to_result(draft, {**RESULT, "sector": sector})["sector"] == sector


def test_a_passage_can_be_the_end_of_something_else(draft):
    left, key = draft.listed("not_placed")[0].id, draft.actions(plan(draft))[1].id
    done = edits.attach(draft, left, key)
    assert done.things[key].text == "Pay fees Thank you to all"
    assert [also["block"] for also in done.things[key].data["source"]["also"]] == [10]
    assert done.listed("not_placed") == []
    assert done.things[key].data["owner"] == "Registrar"


def test_what_was_dropped_takes_all_its_words_along(draft):
    dropped = edits.drop(draft, first_action(draft))
    left, answer = dropped.listed("not_placed")[-1].id, dropped.listed("answers")[0].id
    done = edits.attach(dropped, left, answer)
    words = "By a group. It meets each term.\nName every post. Count them.\nRegistrar\nMay 2021"
    assert done.things[answer].text == words


def test_only_what_is_not_placed_is_attached_and_only_to_texts(draft):
    with pytest.raises(edits.EditError, match="already_placed"):
        edits.attach(draft, first_action(draft), draft.listed("answers")[0].id)
    with pytest.raises(edits.EditError, match="not_text"):
        edits.attach(draft, draft.listed("not_placed")[0].id, draft.listed("lead")[0].id)
