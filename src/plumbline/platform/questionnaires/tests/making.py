"""Forms for tests, of trades that this house knows nothing of."""

from __future__ import annotations

from plumbline.platform.questionnaires.definition import Definition
from plumbline.platform.questionnaires.imports import read_form

BID = """
key: small_bid
title: Bid for a small sum
about: |
  For sums of up to £500.

  Decided twice a year.
lists:
  - key: years
    title: Years of the project
    items:
      - key: first
        title: First year
      - key: second
        title: Second year
        help: Only where the project lasts so long.
sections:
  - key: project
    title: The project
    questions:
      - key: name
        ask: What is the project called?
        kind: line
        required: true
        limit_words: 10
      - key: why
        ask: Why does it matter?
        kind: long
        help: For somebody who has never heard of it.
        guidance: |
          - Begin with who gains.
          - Say what happens if nothing is done.
        required: true
        limit_words: 250
        prefill: last_bid.why
      - key: partners
        ask: Does anybody work with you?
        kind: yes_no
        required: true
      - key: who
        ask: Who, and what do they bring?
        kind: long
        when: {question: partners, answers: yes}
        required: true
      - key: steps
        ask: What will be done?
        kind: long
        repeat: years
        required: true
        not_applicable: true
  - key: money
    title: The money
    help: In pounds, with tax.
    questions:
      - key: sum
        ask: How much?
        kind: number
        required: true
      - key: needed
        ask: When is it needed?
        kind: date
      - key: mail
        ask: Whom may we write to?
        kind: email
      - key: phone
        ask: Or call?
        kind: phone
      - key: page
        ask: Where can one read more?
        kind: link
      - key: kinds
        ask: What is it spent on?
        kind: choices
        choices:
          - {key: time, title: Time}
          - {key: things, title: Things, hint: To buy or to hire.}
      - key: size
        ask: Which fund?
        kind: choice
        choices:
          - {key: small, title: The small one}
          - {key: large, title: The large one}
      - key: costs
        ask: What does each thing cost?
        kind: table
        columns:
          - {key: what, title: Thing, required: true}
          - {key: cost, title: Pounds, kind: number}
          - {key: by, title: Bought by, kind: date}
      - key: budget
        ask: The budget
        kind: part
        part: budget
"""


def bid(*pairs: tuple[str, str]) -> Definition:
    """The form of a bid with words of its YAML replaced, each of which must be there."""
    text = BID
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return read_form(text)
