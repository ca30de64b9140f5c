"""Word and PDF files: Arabic in reading order, and nothing beyond measure."""

import io
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree

from flows.sources.office import read_docx, read_pdf
from flows.sources.pdf_order import Box, in_reading_order
from flows.sources.pdf_worker import to_logical
from flows.sources.problem import ItemError

PARAGRAPHS = (
    (
        "أعلنت وزارة الموارد المائية يوم الأحد 12/10/2025 خطة لإدارة السدود بقيمة 3.5 مليون دولار، "
        "وقال المتحدث باسمها"
        " (أحمد سعيد) إن الشركة Water Works Co ستبدأ العمل في مارس 2026."
    ),
    "ولم تُعلَن بعدُ تفاصيل الخطة التي ينتظرها السكّان، لكنّ أحدا لا يعرف موعد التنفيذ: «لا جديد الآن».",
)


def word_file(*paragraphs, title=""):
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_file_gives_its_paragraphs_and_title():
    text, title = read_docx(word_file(*PARAGRAPHS, title="خطة السدود"))
    assert text.split("\n\n") == list(PARAGRAPHS)
    assert title == "خطة السدود"


def test_text_in_tables_boxes_and_tracked_changes_is_read_once_and_in_order():
    document = docx.Document()
    document.add_paragraph("قبل الجدول")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "خلية أولى"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "خلية في خلية"
    paragraph = document.add_paragraph("بعد ")
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f'<w:txbxContent xmlns:w="{word}"><w:p><w:r><w:t>في الإطار</w:t></w:r></w:p></w:txbxContent>'
    boxes = f'<m:AlternateContent xmlns:m="{markup}"><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>'
    for part in (
        f'<w:ins xmlns:w="{word}"><w:r><w:t>الإضافة</w:t></w:r></w:ins>',
        f'<w:del xmlns:w="{word}"><w:r><w:delText>محذوف</w:delText></w:r></w:del>',
        f'<w:moveFrom xmlns:w="{word}"><w:r><w:t>منقول</w:t></w:r></w:moveFrom>',
        f'<w:r xmlns:w="{word}">{boxes}</m:AlternateContent></w:r>',
    ):
        paragraph._p.append(etree.fromstring(part))
    stream = io.BytesIO()
    document.save(stream)
    text, _ = read_docx(stream.getvalue())
    assert text.split("\n\n") == ["قبل الجدول", "خلية أولى", "خلية في خلية", "بعد الإضافة", "في الإطار"]


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no archive", "unsupported"),
        (archive(a="x"), "unsupported"),
        (archive(word__document_xml="<w"), "failed"),
        (word_file("نص")[:-200], "unsupported"),
    ],
)
def test_what_is_no_word_file_is_named(data, reason):
    with pytest.raises(ItemError) as caught:
        read_docx(data)
    assert caught.value.reason == reason


def test_a_bomb_is_refused_before_it_is_expanded():
    with pytest.raises(ItemError) as caught:
        read_docx(archive(word__document_xml=b" " * 150_000_000))
    assert caught.value.reason == "too-large"


def test_a_word_file_reads_no_other_file():
    document = (
        '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&f;</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    source = io.BytesIO(word_file("نص"))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            is_body = part.filename == "word/document.xml"
            new.writestr(part, document if is_body else old.read(part.filename))
    assert "root" not in read_docx(target.getvalue())[0]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("دحألا موي", "يوم الأحد"),
        (["د", "ح", "لأ", "ا", " ", "م", "و", "ي"], "يوم الأحد"),
        ("2025 لوليأ 12 يف", "في 12 أيلول 2025"),
        ("12/10/2025 يف 3.5%", "%3.5 في 12/10/2025"),
        ("لمعلا Water Works Co ةكرش أدبت", "تبدأ شركة Water Works Co العمل"),
        ("(ديعس دمحأ) هلوق", "قوله (أحمد سعيد)"),
        (")ديعس دمحأ( هلوق", "قوله (أحمد سعيد)"),
        ("ﻒﺸﻛ", "كشف"),
        ("A report (2025)", "A report (2025)"),
        ("", ""),
    ],
)
def test_a_line_is_turned_from_sight_to_reading(seen, read):
    assert to_logical(list(seen)) == read


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs Chromium, which prints the PDF")
    folder = tmp_path_factory.mktemp("pdf")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f'<html dir="rtl" lang="ar"><meta charset="utf-8"><body><h1>خطة السدود</h1>{body}</body></html>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
    command += [f"--print-to-pdf={folder}/page.pdf", "--no-pdf-header-footer", f"file://{folder}/page.html"]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    return (folder / "page.pdf").read_bytes()


def test_a_printed_arabic_page_is_read_word_for_word(printed):
    assert read_pdf(printed).split("\n\n") == ["خطة السدود", *PARAGRAPHS]


def box(left, bottom, right, top, text):
    return Box(left, bottom, right, top, text)


def test_columns_are_read_from_the_right_below_a_headline_over_both():
    boxes = [
        box(50, 400, 290, 500, "يسار 1"),
        box(50, 250, 290, 390, "يسار 2"),
        box(310, 430, 550, 500, "يمين 1"),
        box(310, 250, 550, 420, "يمين 2"),
        box(150, 520, 450, 560, "عنوان"),
        box(50, 20, 550, 60, "تذييل"),
    ]
    read = [one.text for one in in_reading_order(boxes)]
    assert read == ["عنوان", "يمين 1", "يمين 2", "يسار 1", "يسار 2", "تذييل"]


def test_a_pdf_without_an_end_is_a_refusal(printed):
    with pytest.raises(ItemError) as caught:
        read_pdf(printed[: len(printed) // 3])
    assert caught.value.reason in {"failed", "no-text"}


def test_what_is_no_pdf_is_named():
    with pytest.raises(ItemError) as caught:
        read_pdf(b"<html>")
    assert caught.value.reason == "unsupported"
