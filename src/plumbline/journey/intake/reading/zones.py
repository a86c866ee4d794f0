"""Zones: a document cut into the parts that are read in different ways, and what is known of it as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Block, Document, Piece

from .understood import When


@dataclass(frozen=True, slots=True)
class Zone:
    """Blocks that belong together, in reading order. The blocks of a zone may be the pieces and tables of one cell.

    `kind` is "plan" or "achievements" for those handed to the plan reader. `title` is the piece above that names the
    zone; it is not among `blocks`, and whoever uses its words as a value claims it. `plan_kind` is "previous" or
    "forward" where the surroundings say so (an appendix named in a RAG question, a question that asks for a plan).
    `section` is the theme's heading under which an achievements zone stands.
    """

    kind: str
    blocks: tuple[Block, ...]
    title: Piece | None = None
    plan_kind: str | None = None
    section: Piece | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the whole document before its plans are read. `periods` are the windows of years that it
    names, in reading order; `as_of` is the date nearest to its writing (a signature's, or the file's own)."""

    document: Document
    institutions: tuple[str, ...] = ()
    stage: int | None = None
    form: str | None = None
    periods: tuple[tuple[When | None, When | None], ...] = field(default=())
    as_of: When | None = None
