"""The JSON of a reading keeps its published schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from plumbline.journey.intake import reading
from plumbline.journey.intake.reading import as_json, from_json
from plumbline.journey.intake.reading.shape import source_from, source_json
from plumbline.journey.intake.reading.understood import Source, Understood

SCHEMA = json.loads((Path(reading.__file__).parent / "schema.json").read_text())
TEXT = (
    "Organisation: Norhaven University\n\nName of lead: Efa Example\n\nE-mail: efa@norhaven.example\n\n"
    "How many technicians do you have?\n\nWe employ 40 technicians (May 2020).\n\n"
    "Technician voice\n\nVisibility\n\nA vote.\n\nRecognition\n\nA prize.\n\n"
    "Please give the URL of the published plan:\n\nhttps://norhaven.example/tc\n\n"
    "Action plan 2020-2022\n\nVisibility\n\n• Publish a directory (complete)\n• Hold a showcase by May 2021\n\n"
    "Recognition\n\n• Pay fees\n\nSigned: Efa Example (Institutional Lead)\n\nDate: 1 May 2020"
)


def test_the_schema_is_itself_valid_and_strict() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"])
    objects = [part for part in SCHEMA["$defs"].values() if part.get("properties")]
    assert all(part["additionalProperties"] is False for part in objects)
    assert all("description" in each or "$ref" in each for part in objects for each in part["properties"].values())


def test_a_reading_keeps_the_schema_and_comes_back_whole(understood: Callable[..., Understood]) -> None:
    found = understood(TEXT)
    shape = as_json(found)
    assert list(Draft202012Validator(SCHEMA).iter_errors(shape)) == []
    assert shape["schema"] == "plumbline/reading/1"
    assert from_json(json.loads(json.dumps(shape))) == found
    assert shape["plans"][0]["actions"] != []
    assert shape["fields"]["institution"]["source"]["block"] == 0


def test_an_empty_reading_keeps_the_schema() -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(as_json(Understood(name="a.txt")))) == []


def test_json_of_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="plumbline/reading/1"):
        from_json({"schema": "plumbline/reading/0"})


def test_further_passages_stand_under_also() -> None:
    sources = (Source(2, 5, (1, 2), 3, 4, 9), Source(None, 6))
    shape = source_json(sources)
    assert shape is not None
    assert (shape["cell"], [each["block"] for each in shape["also"]]) == ([1, 2], [6])
    assert source_from(shape) == sources
    assert source_json(()) is None
