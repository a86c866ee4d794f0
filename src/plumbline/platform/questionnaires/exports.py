"""Form → YAML, as a person would write it. What is written here is read by `imports` as the same form."""

from __future__ import annotations

from typing import Any

import yaml

from plumbline.platform.questionnaires.definition import Definition, plain

HEAD = """\
# %(title)s
# Every name and value is explained in docs/reference/forms.md. Lines that begin with # are for people.
# Keys (key:) stay as they are: answers are found by them. Titles, words and order may change from version to version.
"""


class Writer(yaml.SafeDumper):
    """Block style throughout, entries of lists indented under their name, no aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Equal values are written out twice."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Entries of a list stand under their name, not beside it."""
        super().increase_indent(flow, False)


def _text(writer: Writer, value: str) -> yaml.ScalarNode:
    """Several lines, or a long one, stand under a “|”; YAML quotes what would be misread."""
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


Writer.add_representer(str, _text)


def write_form(definition: Definition) -> str:
    """The form as YAML: keys in the order of the reference, what is left at its default left out."""
    title = " ".join(definition.title.split())
    return HEAD % {"title": title} + "\n" + _dumped(plain(definition))


def _dumped(value: dict[str, Any]) -> str:
    """With a blank line before each section, list and question, so that the eye finds them."""
    text = yaml.dump(value, Dumper=Writer, sort_keys=False, allow_unicode=True, width=110)
    lines = text.splitlines(keepends=True)
    for line in sorted(_openings(yaml.compose(text, Loader=yaml.SafeLoader)), reverse=True):
        lines.insert(line, "\n")
    return "".join(lines)


def _openings(node: yaml.Node | None) -> set[int]:
    """The lines on which lists and sections begin, and their entries but the first, counted from 0."""
    found: set[int] = set()
    for name, inner in node.value if isinstance(node, yaml.MappingNode) else []:
        if name.value in {"lists", "sections"}:
            found.add(name.start_mark.line)
        if name.value in {"lists", "sections", "questions"} and isinstance(inner, yaml.SequenceNode):
            found |= {one.start_mark.line for one in inner.value[1:]}
            for one in inner.value:
                found |= _openings(one)
    return found
