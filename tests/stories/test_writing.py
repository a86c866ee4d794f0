"""Writing together in real browsers: saved as one types, kept without a connection or a sign-in, never lost."""

# ruff: noqa: E501 (what programs put on the clipboard)

from __future__ import annotations

import random
import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.institutions.actor import Actor
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.texts import operations
from plumbline.platform.texts.models import Text
from tests.cast import PASSWORD, browser
from tests.stories.conftest import check

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<!--StartFragment--><h2>What we did<o:p></o:p></h2>
<p class=MsoNormal>We <b>met</b> the <i>teams</i> and <a href="https://a.example/x">wrote it up</a>.<script>alert(1)</script></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Under first</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>One</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Two</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Year</b></p></td><td><p>Head | count</p></td></tr>
<tr><td rowspan=2><p>2026</p></td><td><p>412</p><p>full time</p></td></tr><tr><td>9 <img src=x onerror="alert(2)">part</td></tr></table>
<!--EndFragment--></body></html>"""
MARKDOWN = """## What we did

We **met** the *teams* and [wrote it up](https://a.example/x).

- First
  - Under first
- Second

Then:

1. One
2. Two

| **Year** | Head \\| count |
| --- | --- |
| 2026 | 412<br>full time |
|     | 9 part |
"""


@pytest.fixture
def room(busy_server, settings) -> list[Text]:
    """Three texts that anybody who is signed in may write."""
    settings.ROOT_URLCONF = "plumbline.platform.texts.tests.writing_room"
    return [operations.create_text(actor=Actor.system("tests"), scope="tests", body="We met.") for _ in range(3)]


def person(name: str) -> User:
    return create_user(email=f"{name.split()[0].lower()}@x.example", name=name, password=PASSWORD)


def enter(context: BrowserContext, user: User, address: str = "/writing/") -> Page:
    """A page in which somebody is signed in and at the texts."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
    sign_in(context, page, user)
    page.goto(address)
    return ready(page)


def sign_in(context: BrowserContext, page: Page, user: User) -> None:
    if page.url == "about:blank":
        page.goto("/accessibility/")
    session = browser(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": urljoin(page.url, "/")}])


def ready(page: Page) -> Page:
    expect(page.locator("html[data-texts]")).to_have_count(1)
    return page


def state(page: Page, text: Text):
    return page.locator(f"#text-{text.pk} .text__state")


def type_at_end(page: Page, text: Text, words: str) -> None:
    area = page.locator(f"#body-{text.pk}")
    area.evaluate("area => area.setSelectionRange(area.value.length, area.value.length)")
    area.press_sequentially(words)


def history(text: Text) -> list[str]:
    return list(text.versions.order_by("number").values_list("body", flat=True))


def test_what_is_typed_is_saved_and_said(room: list[Text], new_context: Callable[..., BrowserContext]):
    page = enter(new_context(), person("Ada Quill"))
    check(page)
    type_at_end(page, room[0], " Twice.")
    expect(state(page, room[0])).to_have_text("Not saved yet")
    expect(state(page, room[0])).to_contain_text("Saved at")
    assert Text.objects.get(pk=room[0].pk).body == "We met. Twice."
    expect(page.locator(f"#text-{room[0].pk} [data-count]")).to_have_text("3 of 20 words")
    page.locator(f"#body-{room[0].pk}").fill("word " * 22)
    expect(page.locator(f"#text-{room[0].pk} [data-count]")).to_have_text("22 of 20 words: 2 words over")
    page.reload()
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value("word " * 22)
    check(page)


def test_without_scripts_the_same_form_saves_and_two_versions_are_settled(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    ada, bea = (enter_plain(new_context(java_script_enabled=False), person(name)) for name in ("Ada Quill", "Bea Fell"))
    for page, words in ((ada, "Ada was here."), (bea, "Bea was here.")):
        page.locator(f"#body-{room[0].pk}").fill(f"We met. {words}")
        page.get_by_role("button", name=f"Save Question {room[0].pk}").click()
    expect(ada.get_by_role("heading", name="Writing room")).to_be_visible()
    expect(bea.get_by_role("heading", name="Two versions: choose or combine")).to_be_visible()
    expect(bea.get_by_label("Both together")).to_have_value("We met. Ada was here. Bea was here.")
    bea.get_by_role("button", name="Keep this").click()
    expect(bea.locator(f"#body-{room[0].pk}")).to_have_value("We met. Ada was here. Bea was here.")


def enter_plain(context: BrowserContext, user: User) -> Page:
    page = context.new_page()
    sign_in(context, page, user)
    page.goto("/writing/")
    return page


def test_two_people_on_one_text_both_keep_their_words(room: list[Text], new_context: Callable[..., BrowserContext]):
    ada, bea = enter(new_context(), person("Ada Quill")), enter(new_context(), person("Bea Fell"))
    type_at_end(ada, room[0], " Ada was here.")
    type_at_end(bea, room[0], " Bea was here.")
    expect(state(ada, room[0])).to_contain_text("Saved at")
    expect(state(bea, room[0])).to_contain_text("Ada Quill wrote here too. Yours is kept beside it")
    check(bea)
    type_at_end(bea, room[0], " So was Cy.")
    bea.get_by_role("link", name="Compare and choose").click()
    expect(bea.get_by_label("Both together")).to_have_value("We met. Ada was here. Bea was here. So was Cy.")
    check(bea)
    bea.get_by_role("button", name="Keep this").click()
    ready(bea)
    expect(bea.locator(f"#body-{room[0].pk}")).to_have_value("We met. Ada was here. Bea was here. So was Cy.")
    bea.locator(f"#text-{room[0].pk}").get_by_role("link", name="History").click()
    check(bea)


def test_without_a_connection_words_are_kept_here_and_saved_when_it_is_back(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    context = new_context()
    page = enter(context, person("Ada Quill"))
    context.set_offline(True)
    type_at_end(page, room[0], " Offline.")
    expect(state(page, room[0])).to_have_text("No connection: kept on this computer")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/writing/")
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value("We met. Offline.")
    expect(state(page, room[0])).to_contain_text("Saved at")
    assert Text.objects.get(pk=room[0].pk).body == "We met. Offline."
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('plumbline.draft.')).length") == 0


def test_signed_out_while_writing_and_in_again_in_another_tab(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    context, user = new_context(), person("Ada Quill")
    page = enter(context, user)
    Session.objects.all().delete()
    type_at_end(page, room[0], " After the end.")
    expect(state(page, room[0])).to_contain_text("You are signed out: kept on this computer.")
    check(page)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").first.click()
    tab = opened.value
    tab.get_by_label("E-mail address").first.fill(user.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url("**/home/")
    tab.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(page, room[0])).to_contain_text("Saved at")
    assert Text.objects.get(pk=room[0].pk).body == "We met. After the end."


def test_another_person_on_the_same_computer_never_sees_what_was_kept(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    context, ada = new_context(), person("Ada Quill")
    page = enter(context, ada)
    Session.objects.all().delete()
    type_at_end(page, room[0], " Ada's secret.")
    expect(state(page, room[0])).to_contain_text("You are signed out")
    sign_in(context, page, person("Bea Fell"))
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(page, room[0])).to_contain_text("Somebody else is signed in here now.")
    page.reload()
    ready(page)
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value("We met.")
    assert "secret" not in page.content()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(lambda url: "/writing/" not in url)
    sign_in(context, page, ada)
    page.goto("/writing/")
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value("We met. Ada's secret.")
    expect(state(page, room[0])).to_contain_text("Saved at")
    type_at_end(page, room[1], " Unsaved at first.")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(lambda url: "/writing/" not in url)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert Text.objects.get(pk=room[1].pk).body == "We met. Unsaved at first."


def test_old_words_are_offered_where_somebody_else_wrote_since(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    context = new_context()
    page = enter(context, person("Ada Quill"))
    context.set_offline(True)
    type_at_end(page, room[0], " Ada, offline.")
    expect(state(page, room[0])).to_contain_text("No connection")
    page.close()
    context.set_offline(False)
    operations.save_text(actor=Actor.system("bea"), text=room[0], body="We met. Bea.", base=1)
    page = context.new_page()
    page.goto("/writing/")
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value("We met. Bea.")
    expect(page.locator(f"#text-{room[0].pk} [data-offer]")).to_contain_text("there are words of yours")
    check(page)
    page.get_by_role("button", name="Bring them back").click()
    expect(state(page, room[0])).to_contain_text("wrote here too. Yours is kept beside it")
    assert "We met. Ada, offline." in history(room[0])


def test_the_toolbar_by_keyboard_alone(room: list[Text], new_context: Callable[..., BrowserContext]):
    page = enter(new_context(), person("Ada Quill"))
    area = page.locator(f"#body-{room[0].pk}")
    area.focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(f"#text-{room[0].pk} [data-tool=bold]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(area).to_have_value("**We met.**")
    expect(page.locator(f"#text-{room[0].pk} [data-tool=bold]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+b")
    expect(area).to_have_value("We met.")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("tea")
    page.keyboard.press("Enter")
    page.keyboard.type("cake")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(area).to_have_value("We met.\n- tea\n- cake\n")
    expect(state(page, room[0])).to_contain_text("Saved at")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(f"#preview-{room[0].pk} li")).to_have_text(["tea", "cake"])
    check(page)


def test_undo_takes_back_what_the_toolbar_did(room: list[Text], new_context: Callable[..., BrowserContext]):
    page = enter(new_context(), person("Ada Quill"))
    area = page.locator(f"#body-{room[0].pk}")
    area.focus()
    page.keyboard.press("Control+A")
    page.locator(f"#text-{room[0].pk}").get_by_role("button", name="Heading").click()
    expect(area).to_have_value("## We met.")
    page.locator(f"#text-{room[0].pk}").get_by_role("button", name="Undo").click()
    expect(area).to_have_value("We met.")


def test_lists_and_tables_pasted_from_word_survive_and_scripts_do_not(
    room: list[Text], new_context: Callable[..., BrowserContext]
):
    page = enter(new_context(), person("Ada Quill"))
    page.on("dialog", lambda dialog: pytest.fail("A pasted script ran."))
    area = page.locator(f"#body-{room[0].pk}")
    area.fill("")
    paste(page, room[0], WORD, "plain words")
    expect(area).to_have_value(MARKDOWN)
    expect(state(page, room[0])).to_contain_text("Saved at")
    page.locator(f"#text-{room[0].pk}").get_by_role("button", name="Preview").click()
    expect(page.locator(f"#preview-{room[0].pk} th")).to_have_text(["Year", "Head | count"])
    check(page)


GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span
style="font-size:20pt">Our plan</span></h1><p dir="ltr"><span style="font-weight:700">Bold</span><span> and </span><span
style="font-style:italic">slanted</span><span>, 3*4 &lt;b&gt;</span></p><ul><li dir="ltr"><p role="presentation"><span>One</span></p></li>
<ul><li dir="ltr"><p role="presentation"><span>Within</span></p></li></ul><li dir="ltr"><p><span>Two</span></p></li></ul></b>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td{mso-number-format:General}--></style></head>
<body><table border=0><!--StartFragment--><col width=64><tr height=20><td class=xl63>Year</td><td align=right>2025</td></tr>
<tr><td colspan=2 style='mso-ignore:colspan'>All staff</td></tr><tr><td></td><td></td></tr><tr><td>Welsh ŵ</td><td>=SUM(A1)</td></tr>
<!--EndFragment--></table></body></html>"""
WEB = """<div><script>alert(3)</script><p>A <a href="javascript:alert(4)">bad</a> and a <a href="https://b.example">good</a> link
<img src="https://spy.example/x.png" alt="spy"></p><ol start="4"><li>four</li><li>five</li></ol><blockquote>said</blockquote></div>"""


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (GOOGLE, "# Our plan\n\n**Bold** and *slanted*, 3\\*4 <b>\n\n- One\n  - Within\n- Two\n"),
        (EXCEL, "| Year | 2025 |\n| --- | --- |\n| All staff |     |\n| Welsh ŵ | =SUM(A1) |\n"),
        (WEB, "A bad and a [good](https://b.example) link\n\n4. four\n5. five\n\n> said\n"),
    ],
    ids=["google", "excel", "web"],
)
def test_what_other_programs_put_on_the_clipboard(
    room: list[Text], new_context: Callable[..., BrowserContext], html: str, words: str
):
    page = enter(new_context(), person("Ada Quill"))
    page.on("dialog", lambda dialog: pytest.fail("A pasted script ran."))
    page.on("request", lambda request: pytest.fail(request.url) if "spy.example" in request.url else None)
    page.locator(f"#body-{room[0].pk}").fill("")
    paste(page, room[0], html, "plain")
    expect(page.locator(f"#body-{room[0].pk}")).to_have_value(words)


def test_one_cell_and_plain_words_are_pasted_as_words(room: list[Text], new_context: Callable[..., BrowserContext]):
    page = enter(new_context(), person("Ada Quill"))
    assert paste(page, room[0], "<table><tr><td>412</td></tr></table>", "412") is True
    assert paste(page, room[0], "<p><span>plain</span></p>", "plain") is True
    assert paste(page, room[0], "", "plain") is True


def paste(page: Page, text: Text, html: str, plain: str) -> bool:
    """Paste; True where the browser was left to paste the words by itself."""
    return page.evaluate(
        """([id, html, plain]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", plain);
            const area = document.getElementById(id);
            area.focus();
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            return area.dispatchEvent(paste);
        }""",
        [f"body-{text.pk}", html, plain],
    )


def test_who_else_is_here_and_what_they_wrote_is_seen(room: list[Text], new_context: Callable[..., BrowserContext]):
    ada = enter(new_context(), person("Ada Quill"))
    bea = enter(new_context(), person("Bea Fell"))
    expect(bea.get_by_text("Ada Quill is here too.")).to_be_visible()
    type_at_end(ada, room[1], " Twice.")
    expect(state(ada, room[1])).to_contain_text("Saved at")
    bea.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(bea.locator(f"#body-{room[1].pk}")).to_have_value("We met. Twice.")
    expect(state(bea, room[1])).to_contain_text("Ada Quill wrote here at")


def test_a_comment_calls_somebody_by_keyboard(room: list[Text], new_context: Callable[..., BrowserContext]):
    page = enter(new_context(), person("Ada Quill"))
    person("Bea Fell")
    page.reload()
    field = ready(page).get_by_label("New comment")
    field.focus()
    page.keyboard.type("Is it so, @fe")
    expect(page.get_by_role("option", name="Bea Fell")).to_be_visible()
    check(page)
    page.keyboard.press("Enter")
    page.keyboard.type("for sure?")
    expect(field).to_have_value("Is it so, @Bea Fell for sure?")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator(".thread b", has_text="@Bea Fell")).to_be_visible()
    page.locator("summary", has_text="Answer").click()
    page.get_by_label("Your answer").fill("It is.")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".thread__answer")).to_contain_text("It is.")
    check(page)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("One resolved comment")).to_be_visible()


def test_a_comment_outlives_the_end_of_a_session(room: list[Text], new_context: Callable[..., BrowserContext]):
    context, user = new_context(), person("Ada Quill")
    page = enter(context, user)
    Session.objects.all().delete()
    page.get_by_label("New comment").fill("An hour's work.")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("[data-problem]:visible")).to_contain_text("Not sent yet: you are signed out")
    sign_in(context, page, user)
    page.goto("/writing/")
    expect(ready(page).get_by_label("New comment")).to_have_value("An hour's work.")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator(".thread", has_text="An hour's work.")).to_be_visible()
    expect(page.get_by_label("New comment")).to_have_value("")


def lost_in_two_hundred(
    people: list[User], new_context: Callable[..., BrowserContext], address: str, texts: list[Text]
) -> list[str]:
    """Two browsers at one page, 200 edits in turn over its texts; the connection goes, the sign-in ends, a tab is closed
    and one is killed. Gives the sentences that were typed and are in no version."""
    drawn = random.Random(20261125)
    contexts = [new_context() for _ in people]
    pages = [enter(context, user, address) for context, user in zip(contexts, people, strict=True)]
    typed: list[tuple[Text, str]] = []
    offline: set[int] = set()
    for number in range(200):
        who, text = drawn.randrange(len(people)), drawn.choice(texts)
        sentence = f"Person {who} wrote sentence {number}."
        put(pages[who], text, sentence, at_end=drawn.random() < 0.7)
        typed.append((text, sentence))
        if number % 40 == 13:
            contexts[who].set_offline(True)
            offline.add(who)
        elif number % 40 == 25:
            back(contexts, pages, offline)
        elif number == 70:
            Session.objects.all().delete()
        elif number == 75:
            for context, page, user in zip(contexts, pages, people, strict=True):
                sign_in(context, page, user)
                page.evaluate("dispatchEvent(new Event('focus'))")
        elif number in {110, 150} and who not in offline:
            pages[who].close() if number == 110 else kill(contexts[who], pages[who])
            pages[who] = again(contexts[who], address)
        elif drawn.random() < 0.1:
            pages[who].wait_for_timeout(1200)
    back(contexts, pages, set(range(len(people))))
    for page in pages:
        for text in texts:
            expect(state(page, text)).to_have_attribute("data-state", SETTLED, timeout=30_000)
    kept = {text.pk: history(text) for text in texts}
    return [sentence for text, sentence in typed if not any(sentence in body for body in kept[text.pk])]


SETTLED = re.compile("^(saved|apart|fresh|empty)$")


def back(contexts: list[BrowserContext], pages: list[Page], offline: set[int]) -> None:
    """The connection is there again."""
    for who in offline:
        contexts[who].set_offline(False)
        pages[who].evaluate("dispatchEvent(new Event('online'))")
    offline.clear()


def kill(context: BrowserContext, page: Page) -> None:
    """The tab dies without a chance to say anything: whatever it would send while it closes reaches nobody."""
    context.set_offline(True)
    page.close()
    context.set_offline(False)


def again(context: BrowserContext, address: str) -> Page:
    """A fresh page, as after a crash: what this computer kept comes back or is offered."""
    page = context.new_page()
    page.goto(address)
    offers = ready(page).get_by_role("button", name="Bring them back")
    while offers.count():
        offers.first.click()
    return page


def put(page: Page, text: Text, sentence: str, *, at_end: bool) -> None:
    """Type a sentence into a text, at its end or before its last sentence."""
    page.evaluate(
        """([id, atEnd]) => {
            const area = document.getElementById(id);
            const last = area.value.trimEnd().lastIndexOf(". ");
            const place = atEnd || last < 0 ? area.value.length : last + 2;
            area.focus();
            area.setSelectionRange(place, place);
        }""",
        [f"body-{text.pk}", at_end],
    )
    page.keyboard.insert_text(f" {sentence}" if at_end else f"{sentence} ")
