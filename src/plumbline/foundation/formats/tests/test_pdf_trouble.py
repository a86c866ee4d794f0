"""PDFs that cannot be read, or should not be believed."""

from __future__ import annotations

import contextlib
import io
import random
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from plumbline.foundation.formats.pdf import read_pdf, render_page
from plumbline.foundation.formats.problems import Code, Unreadable

from .pdf_checks import prose, read
from .pdf_makers import drawn, write


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_pdf(path, path.name)
    assert caught.value.message.endswith(".")
    return caught.value


def plain(path: Path) -> Path:
    return drawn(path, lambda canvas: write(canvas, 50, 700, "Some words"))


def locked(path: Path, user: str) -> Path:
    with pikepdf.open(plain(path.with_name("open.pdf"))) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
    return path


def test_a_password_is_asked_for_in_words_and_an_empty_one_opens(tmp_path: Path) -> None:
    assert refusal(locked(tmp_path / "locked.pdf", "secret")).code is Code.PASSWORD_PROTECTED
    assert prose(read(locked(tmp_path / "empty.pdf", "")))[0].text == "Some words"


def scan(canvas: Canvas) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()


def test_a_scan_without_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    problem = refusal(drawn(tmp_path / "scan.pdf", scan))
    assert problem.code is Code.NO_TEXT
    assert "recognised text" in problem.message


def test_a_scanned_page_among_others_is_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, "Some words")
        canvas.showPage()
        scan(canvas)

    (warning,) = read(drawn(tmp_path / "mixed.pdf", draw)).warnings
    assert warning.startswith("Page 2 ")


def test_files_that_are_empty_cut_or_no_pdf_are_refused(tmp_path: Path) -> None:
    whole = plain(tmp_path / "whole.pdf").read_bytes()
    for name, content, code in (
        ("nothing", b"", Code.EMPTY),
        ("blank", drawn(tmp_path / "white.pdf", lambda canvas: canvas.showPage()).read_bytes(), Code.EMPTY),
        ("cut", whole[:200], Code.DAMAGED),
        ("noise", random.Random(1).randbytes(5000), Code.DAMAGED),
        ("head", b"%PDF-1.7\n", Code.DAMAGED),
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        assert refusal(path).code is code, name


def test_damage_anywhere_is_refused_or_read_and_never_anything_else(tmp_path: Path) -> None:
    whole = plain(tmp_path / "whole.pdf").read_bytes()
    chance = random.Random(7)
    for number in range(60):
        hurt = bytearray(whole)
        for _ in range(12):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(bytes(hurt))
        with contextlib.suppress(Unreadable):
            read_pdf(path, path.name)


def test_too_many_pages_are_refused_with_the_limit(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(401):
            write(canvas, 50, 700, "A page")
            canvas.showPage()

    problem = refusal(drawn(tmp_path / "many.pdf", draw))
    assert (problem.code, "400 pages" in problem.message) == (Code.TOO_BIG, True)


def test_a_form_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    with pikepdf.open(plain(tmp_path / "whole.pdf")) as pdf:
        form = pdf.make_stream(b"q /F Do Q BT /F1 9 Tf (Inside) Tj ET", BBox=[0, 0, 99, 99])
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(F=form)
        pdf.pages[0].contents_add(b"/F Do")
        pdf.save(path)
    assert prose(read(path))[0].text == "Some words"


def test_scripts_and_attachments_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "script.pdf"
    with pikepdf.open(plain(tmp_path / "whole.pdf")) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.attachments["words.txt"] = b"Words that are attached"
        pdf.save(path)
    assert [piece.text for piece in prose(read(path))] == ["Some words"]


def test_a_picture_of_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        render_page(plain(tmp_path / "one.pdf"), 2, width=100)
    (tmp_path / "noise.pdf").write_bytes(b"noise")
    with pytest.raises(Unreadable):
        render_page(tmp_path / "noise.pdf", 1, width=100)


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    with pikepdf.open(plain(tmp_path / "whole.pdf")) as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, zlib.compress(b" " * 150_000_000), Filter=pikepdf.Name.FlateDecode)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert path.stat().st_size < 1_000_000
    assert refusal(path).code is Code.TOO_BIG
