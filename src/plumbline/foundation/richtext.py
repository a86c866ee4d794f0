"""Markdown as people type it → HTML that is safe to show. Used by every page that shows a long text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST_PARAGRAPH = 20_000
"""Characters. Longer ones are nobody's prose, and Markdown's rules can take long over them: shown as typed."""

LOWEST = 6
TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}, "div": {"tabindex", "role", "aria-label"}}
WEB = re.compile(r"(?<![\w@/\"'(<\[])https?://[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]*_]")

BREAK = re.compile(r"&lt;br ?/?&gt;")
"""The one tag that Markdown's own tables cannot do without: a line end within a cell."""


def to_html(text: str, level: int = 3) -> SafeString:
    """The HTML of a text in Markdown. Its headings begin at `level` (2 to 6), so that they come under the page's own;
    line ends stay; tables have header cells; there is no HTML of the writer's own and no picture, and links go only to
    the web, to mail and within the site."""
    if any(len(paragraph) > LONGEST_PARAGRAPH for paragraph in text.split("\n\n")):
        return _as_typed(text)
    env: dict[str, object] = {}
    tokens = _MADE.parse(text, env)
    _rank_headings(tokens, level)
    html = _MADE.renderer.render(tokens, _MADE.options, env)
    return mark_safe(  # noqa: S308 - cleaned by a list of what is allowed
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            allowed_classes={"div": {"scroll"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def to_line(text: str, most: int = 200) -> str:
    """The beginning of a text without its marks, for a list: at most `most` characters on one line."""
    plain = nh3.clean(str(to_html(text[: most * 4])), tags=set())
    line = " ".join(
        plain.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&").split()
    )
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def _as_typed(text: str) -> SafeString:
    paragraphs = (str(escape(paragraph)).replace("\n", "<br>") for paragraph in re.split(r"\n{2,}", text))
    return mark_safe("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))  # noqa: S308 - escaped above


class _Renderer(RendererHTML):
    """Tables that scroll by themselves, words instead of pictures."""

    def table_open(self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: EnvType) -> str:
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{conditional_escape(_("Table"))}"><table>\n'

    def table_close(self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: EnvType) -> str:
        return '<th scope="col">'

    def image(self, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType) -> str:
        return str(escape(tokens[at].content))

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        env["in_link"] = True
        return self.renderToken(tokens, at, options, env)

    def link_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        env["in_link"] = False
        return self.renderToken(tokens, at, options, env)

    def text(self, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
        """Addresses that were typed as they are become links, unless they stand in one."""
        words = tokens[at].content
        if env.get("in_link"):  # noted in passing: looking back over all tokens took the square of their number
            return BREAK.sub("<br>", str(escape(words)))
        made: list[str] = []
        end = 0
        for found in WEB.finditer(words):
            address = escape(found[0])
            made += [escape(words[end : found.start()]), f'<a href="{address}">{address}</a>']
            end = found.end()
        return BREAK.sub("<br>", "".join(map(str, [*made, escape(words[end:])])))


def _rank_headings(tokens: Sequence[Token], level: int) -> None:
    """Give headings the tags of their rank from `level`: no rank is skipped, however the writer began."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    ranks = sorted({token.tag for token in headings})
    before = level - 1
    for token in headings:
        if token.type == "heading_open":
            before = min(level + ranks.index(token.tag), before + 1, LOWEST)
        token.tag = f"h{before}"


_MADE = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer).enable(
    ["table", "strikethrough"]
)
