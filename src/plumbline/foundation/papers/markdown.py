"""Markdown, as people type it in long answers, into parts of a paper. Nothing that is typed is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plumbline.foundation.papers.paper import Cell, Grid, Heading, Listing, Paragraph, Part, Run, Words

SAFE = ("http://", "https://", "mailto:")
_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def parts_of(text: str, *, under: int = 1) -> tuple[Part, ...]:
    """The parts that a Markdown text holds; its headings come `under` the level given. Raw HTML stays words, as
    typed; a picture becomes its words and its address."""
    return tuple(_parts(_Tokens(_READER.parse(text)), under))


class _Tokens:
    """Tokens in a row, one taken after the other."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at = tokens, 0

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def until(self, kind: str) -> _Tokens:
        """All up to the token that closes the one just taken, which is taken too."""
        level, begun = self._tokens[self._at - 1].level, self._at
        while not (self._tokens[self._at].type == kind and self._tokens[self._at].level == level):
            self._at += 1
        self._at += 1
        return _Tokens(self._tokens[begun : self._at - 1])


def _parts(tokens: _Tokens, under: int) -> Iterator[Part]:
    while tokens.more():
        token = tokens.take()
        match token.type:
            case "heading_open":
                inline = tokens.until("heading_close").take()
                yield Heading("".join(run.text for run in _runs(inline)), under + int(token.tag[1]) - 1)
            case "paragraph_open":
                yield Paragraph(_runs(tokens.until("paragraph_close").take()))
            case "bullet_list_open" | "ordered_list_open":
                inner = tokens.until(token.type.replace("open", "close"))
                start = int(token.attrGet("start") or 1)
                yield Listing(tuple(_items(inner, under)), token.type.startswith("ordered"), start)
            case "blockquote_open":
                for part in _parts(tokens.until("blockquote_close"), under):
                    yield replace(part, manner="quote") if isinstance(part, Paragraph) else part
            case "table_open":
                yield _table(tokens.until("table_close"))
            case "fence" | "code_block" | "html_block":
                for line in token.content.rstrip("\n").split("\n"):
                    yield Paragraph((Run(line, code=token.type != "html_block"),))
            case "hr":
                continue
            case _ if token.content:
                yield Paragraph((Run(token.content),))


def _items(tokens: _Tokens, under: int) -> Iterator[tuple[Part, ...]]:
    while tokens.more():
        if tokens.take().type == "list_item_open":
            yield tuple(_parts(tokens.until("list_item_close"), under))


def _table(tokens: _Tokens) -> Grid:
    rows: list[list[Words]] = []
    while tokens.more():
        token = tokens.take()
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
    head, *body = rows
    cells = (tuple(Cell((Paragraph(runs),) if runs else ()) for runs in row) for row in body)
    return Grid(tuple("".join(run.text for run in runs) for runs in head), tuple(cells))


def _runs(inline: Token) -> Words:
    """The runs of a paragraph; a line break that was typed stays one."""
    found: list[Run] = []
    state = Run("")
    for token in inline.children or []:
        match token.type:
            case "strong_open" | "strong_close":
                state = replace(state, bold=token.nesting == 1)
            case "em_open" | "em_close":
                state = replace(state, italic=token.nesting == 1)
            case "s_open" | "s_close":
                state = replace(state, strike=token.nesting == 1)
            case "link_open":
                address = str(token.attrGet("href") or "")
                state = replace(state, url=address if address.startswith(SAFE) else "")
            case "link_close":
                state = replace(state, url="")
            case "softbreak" | "hardbreak":
                found.append(replace(state, text="\n"))
            case "image":
                said = f"{token.content} ({token.attrGet('src')})".strip()
                found.append(replace(state, text=said))
            case "code_inline":
                found.append(replace(state, text=token.content, code=True))
            case _ if token.content:
                found.append(replace(state, text=token.content))
    return tuple(found)
