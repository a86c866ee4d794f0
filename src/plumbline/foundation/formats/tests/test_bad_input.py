"""Files that cannot or must not be read are refused with their code and a sentence that says what to do."""

from __future__ import annotations

import contextlib
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.foundation.formats import Code, Unreadable, office, read, reading
from plumbline.foundation.formats.docx import container
from plumbline.foundation.formats.problems import SENTENCES
from plumbline.foundation.formats.tests.word import NAMESPACES, p, package, part, read_bytes, table_of, tbl, tc, tr

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(folder: Path, raw: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(folder, raw, name)
    assert caught.value.message.endswith(".")
    return caught.value.code


def repacked(raw: bytes, **changed: bytes) -> bytes:
    """The same package with parts changed or added; underscores stand for slashes."""
    held = io.BytesIO()
    names = {name.replace("__", "/"): content for name, content in changed.items()}
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, content in names.items():
            new.writestr(name, content)
    return held.getvalue()


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Code)
    assert all(sentence.endswith(".") and len(sentence) > 30 for sentence in SENTENCES.values())


@pytest.mark.parametrize("raw", [b"", b"   \n\t ", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file(tmp_path: Path, raw: bytes) -> None:
    assert code_of(tmp_path, raw, "plan.txt") == Code.EMPTY
    assert code_of(tmp_path, raw, "plan.docx") == Code.EMPTY


def test_a_word_file_without_words(tmp_path: Path) -> None:
    assert code_of(tmp_path, package("<w:p/>")) == Code.EMPTY
    pictured = package("<w:p/>", parts={"word/media/image1.png": b"\x89PNG"})
    assert code_of(tmp_path, pictured) == Code.NO_TEXT


def test_a_page_without_words(tmp_path: Path) -> None:
    assert code_of(tmp_path, b"<html><body><img src='a.png'></body></html>", "a.html") == Code.EMPTY


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_zip_cut_short(tmp_path: Path, keep: float) -> None:
    raw = package(p("word " * 500))
    assert code_of(tmp_path, raw[: int(len(raw) * keep)]) == Code.DAMAGED


def test_a_zip_with_a_damaged_member(tmp_path: Path) -> None:
    raw = bytearray(package(p("word " * 500)))
    at = raw.index(b"word/document.xml") + 60
    raw[at : at + 20] = bytes(20)
    assert code_of(tmp_path, bytes(raw)) == Code.DAMAGED


def test_xml_that_does_not_close(tmp_path: Path) -> None:
    raw = repacked(package(p("a")), **{"word__document.xml": b"<w:document><w:body>"})
    assert code_of(tmp_path, raw) == Code.DAMAGED


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"%PDF-1.7 no more", "plan.docx"),
        (b"just words, no zip at all", "plan.docx"),
        (b"just words", "plan.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "plan.docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "plan.txt"),
        (b"<html><body><p>page</p></body></html>", "plan.docx"),
        (package(p("a")), "plan.txt"),
        (package(p("a")), "plan.pdf"),
        (b"\x00\x01\x02\x03" * 200, "plan.txt"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, raw: bytes, name: str) -> None:
    assert code_of(tmp_path, raw, name) == Code.WRONG_TYPE


@pytest.mark.parametrize("name", ["plan.doc", "plan.odt", "plan.rtf"])
def test_a_word_file_under_another_word_processors_name_is_read_with_a_warning(tmp_path: Path, name: str) -> None:
    document = read_bytes(tmp_path, package(p("a")), name)
    assert [piece.text for piece in document.pieces()] == ["a"]
    assert len(document.warnings) == 1
    assert read_bytes(tmp_path, package(p("a")), "plan.docx").warnings == ()
    assert read_bytes(tmp_path, package(p("a")), "plan").warnings == ()


def test_a_web_page_called_doc_is_read_with_a_warning(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, b"<html><body><p>page</p></body></html>", "plan.doc")
    assert (document.kind, len(document.warnings)) == ("html", 1)


def test_macros(tmp_path: Path) -> None:
    assert code_of(tmp_path, package(p("a")), "plan.docm") == Code.MACROS
    assert code_of(tmp_path, repacked(package(p("a")), **{"word__vbaProject.bin": b"x"})) == Code.MACROS
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert code_of(tmp_path, package(p("a"), main_type=kind)) == Code.MACROS
    old = OLE + bytes(504) + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le")
    assert code_of(tmp_path, old, "plan.doc") == Code.MACROS


def test_a_template_is_read(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, package(p("a")), "plan.dotx").warnings == ()


def test_password_protected_files(tmp_path: Path) -> None:
    new = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert code_of(tmp_path, new) == Code.PASSWORD_PROTECTED
    head = b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500)
    old = OLE + bytes(504) + head + "WordDocument".encode("utf-16-le")
    assert code_of(tmp_path, old, "plan.doc") == Code.PASSWORD_PROTECTED
    raw = bytearray(package(p("a")))
    for mark, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + flag] |= 1
            at = raw.find(mark, at + 4)
    assert code_of(tmp_path, bytes(raw)) == Code.PASSWORD_PROTECTED


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, b'<!DOCTYPE w:document SYSTEM "http://x.example/a.dtd">'])
def test_entity_tricks(tmp_path: Path, head: bytes) -> None:
    entity = b"&d;" if head is LAUGHS else b"&e;" if head is OUTSIDE else b"a"
    body = (
        f"<w:document {NAMESPACES}><w:body>".encode()
        + b"<w:p><w:r><w:t>"
        + entity
        + b"</w:t></w:r></w:p></w:body></w:document>"
    )
    assert code_of(tmp_path, repacked(package(p("a")), **{"word__document.xml": head + body})) == Code.UNSAFE_XML


def test_entity_tricks_in_any_part_and_any_encoding(tmp_path: Path) -> None:
    styles = '<!DOCTYPE a [<!ENTITY b "c">]>' + part("styles", "")
    assert code_of(tmp_path, package(p("a"), parts={"styles": styles})) == Code.UNSAFE_XML
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + styles).encode("utf-16")
    assert code_of(tmp_path, package(p("a"), parts={"styles": wide})) == Code.UNSAFE_XML


def test_zip_bombs(tmp_path: Path) -> None:
    bomb = repacked(package(p("a")), **{"word__styles.xml": b" " * (40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert code_of(tmp_path, bomb) == Code.TOO_BIG


def test_a_zip_that_lies_about_a_size_is_read_no_further_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "MOST_XML", 1000)
    assert code_of(tmp_path, package(p("word " * 1000))) == Code.TOO_BIG


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_MEMBERS", 3)
    assert code_of(tmp_path, package(p("a"))) == Code.TOO_BIG


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x", "word/../../x"])
def test_path_tricks_in_a_zip(tmp_path: Path, name: str) -> None:
    assert code_of(tmp_path, package(p("a"), parts={name + ".xml": b"x"})) == Code.UNSAFE_XML


def test_two_members_of_one_name(tmp_path: Path) -> None:
    assert code_of(tmp_path, package(p("a"), parts={"WORD/document.xml": b"<x/>"})) == Code.DAMAGED


def test_a_file_of_more_than_60_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.BIGGEST_FILE == 60 * 1024 * 1024
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(reading.BIGGEST_FILE + 1)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == Code.TOO_BIG


def test_files_of_other_programs(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert code_of(tmp_path, held.getvalue(), "figures.xlsx") == Code.UNSUPPORTED
    assert code_of(tmp_path, held.getvalue(), "figures.docx") == Code.WRONG_TYPE
    assert code_of(tmp_path, OLE + bytes(2000), "deck.ppt") == Code.UNSUPPORTED


def test_a_table_of_ten_thousand_rows_is_read_whole(tmp_path: Path) -> None:
    rows = [tr(tc(f"Action {number}"), tc("Owner"), tc("✓" if number % 2 else "")) for number in range(10_000)]
    raw = package(tbl(*rows))
    table = table_of(read_bytes(tmp_path, raw))
    assert (len(table.rows), table.rows[-1].cells[0].text) == (10_000, "Action 9999")


def test_a_table_with_more_rows_than_can_be_read(tmp_path: Path) -> None:
    text = "\n".join(f"a{number}\tb" for number in range(50_001))
    assert code_of(tmp_path, text.encode(), "rows.txt") == Code.TOO_MANY_ROWS


def test_spans_that_lie_do_not_blow_up_the_grid(tmp_path: Path) -> None:
    raw = package(tbl(*(tr(tc("a", properties='<w:gridSpan w:val="999999999"/>')) for _ in range(50))))
    assert table_of(read_bytes(tmp_path, raw)).columns == 1
    page = "<table>" + "<tr><td colspan=99999999 rowspan=99999999>a</td></tr>" * 3 + "</table>"
    assert code_of(tmp_path, page.encode(), "a.html") == Code.TOO_MANY_ROWS


def test_a_small_page_whose_cells_claim_a_million_places_each(tmp_path: Path) -> None:
    page = "<table>" + "<tr><td rowspan=1000 colspan=1000>a</td></tr>" * 40 + "</table>"
    assert code_of(tmp_path, page.encode(), "a.html") == Code.TOO_MANY_ROWS


def test_tables_nested_five_hundred_deep(tmp_path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 500 + p("deep") + "</w:tc></w:tr></w:tbl>" * 500
    assert code_of(tmp_path, package(body)) == Code.UNSAFE_XML


def test_tables_nested_fifty_deep_keep_their_words(tmp_path: Path) -> None:
    body = "".join(f"<w:tbl><w:tr><w:tc>{p(f'level{at}')}" for at in range(50)) + "</w:tc></w:tr></w:tbl>" * 50
    document = read_bytes(tmp_path, package(body))
    assert sorted(document.words()) == sorted(f"level{at}" for at in range(50))


def test_pages_nested_five_hundred_deep_are_read_or_refused(tmp_path: Path) -> None:
    deep = "<div>" * 500 + "deep words" + "</div>" * 500
    tables = "<table><tr><td>" * 500 + "deep words" + "</td></tr></table>" * 500
    for page in (deep, tables):
        raw = f"<html><body>{page}</body></html>".encode()
        try:
            found = read_bytes(tmp_path, raw, "a.html").words()
        except Unreadable:
            found = [code_of(tmp_path, raw, "a.html")]
        assert found in (["deep", "words"], [Code.UNSAFE_XML])


def test_old_files_are_refused_where_there_is_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert code_of(tmp_path, b"{\\rtf1 words}", "plan.rtf") == Code.OFFICE_MISSING


@pytest.mark.office
def test_old_files_are_read_through_libreoffice(tmp_path: Path) -> None:
    if office.office_program() is None:
        pytest.skip("LibreOffice is not installed")
    seen: list[tuple[int, int]] = []
    path = tmp_path / "plan.rtf"
    path.write_bytes(b"{\\rtf1\\ansi First words.\\par{\\b Second}\\par}")
    document = read(path, progress=lambda done, total: seen.append((done, total)))
    assert [piece.text for piece in document.pieces()] == ["First words.", "Second"]
    assert seen == [(1, 1)]
    assert any("converted" in warning for warning in document.warnings)


@pytest.mark.office
def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 &\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(Unreadable) as caught:
        office.as_docx(b"{\\rtf1 a}", ".rtf", longest=0.3)
    assert "too long" in caught.value.message


def test_a_member_that_claims_to_start_before_the_file_is_damage(tmp_path: Path) -> None:
    raw = bytearray(package(p("Some words")))
    directory = raw.rindex(b"PK\x05\x06")
    start = int.from_bytes(raw[directory + 16 : directory + 20], "little")
    raw[directory + 16 : directory + 20] = (start + 65_536).to_bytes(4, "little")
    assert code_of(tmp_path, bytes(raw)) == Code.DAMAGED


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_word_file_with_any_bytes_changed_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    raw = bytearray(package(p("Some words") + tbl(tr(tc("a"), tc("b")))))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Unreadable):
        read_bytes(Path(folder), bytes(raw))


@pytest.mark.parametrize("value", ["", "-1", "99999999999", "²", "x", "9" * 5000])
def test_numbers_that_no_word_processor_writes_do_no_harm(tmp_path: Path, value: str) -> None:
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/><w:numFmt w:val="lowerLetter"/>'  # noqa: E501
        f'<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="0"><w:start w:val="{value}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = p(
        "a",
        properties=f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{value}"/>',
    )
    body += tbl(tr(tc("b", properties=f'<w:gridSpan w:val="{value}"/>'), properties=f'<w:gridBefore w:val="{value}"/>'))
    assert read_bytes(tmp_path, package(body, parts={"numbering": numbering})).words() == ["a", "b"]


def test_markdown_that_would_take_minutes_to_parse_is_read_as_text(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, b"<p " * 100_000, "a.md")
    assert (document.kind, len(document.words())) == ("markdown", 100_000)
