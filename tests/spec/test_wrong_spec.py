"""What a party is blamed for, in sentences of our own worked by hand."""

from dataclasses import replace

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame

CASES = {
    "after ب": ("اتهمت أنقرة دمشق بقصف المستشفيات.", {"دمشق": "قصف المستشفيات"}),
    "after a short word with ب": (
        "اتهمت الصحيفة موسكو بشن غارات على القرى.",
        {"موسكو": "شن غارات على القرى"},
    ),
    "a clause after بأن": ("اتهم الوزير إيران بأنها تسلح الميليشيات.", {"إيران": "أنها تسلح الميليشيات"}),
    "in quotation marks": ('اتهمت واشنطن طهران بـ"زعزعة" الاستقرار.', {"طهران": '"زعزعة" الاستقرار'}),
    "of several parties": (
        "اتهم المجلس روسيا وإيران بدعم الحصار.",
        {"روسيا": "دعم الحصار", "إيران": "دعم الحصار"},
    ),
    "past a day": ("اتهمت لندن موسكو أمس بتسميم معارض.", {"موسكو": "تسميم معارض"}),
    "past a manner": ("اتهم الحزب الحكومة بشكل مباشر بتزوير الانتخابات.", {"الحكومة": "تزوير الانتخابات"}),
    "not the circumstances": ("اتهمت باريس دمشق بقصف السوق خلال الهدنة.", {"دمشق": "قصف السوق"}),
    "not another statement": ("اتهم الحزب الحكومة بالفساد وطالب برحيلها.", {"الحكومة": "الفساد"}),
    "one more verbal noun": (
        "اتهمت المنظمة النظام بتعذيب المعتقلين وتجويع السكان.",
        {"النظام": "تعذيب المعتقلين وتجويع السكان"},
    ),
    "past an aside": (
        "فرض النظام وحلفاؤه - روسيا وإيران - حصارا طويلا على البلدة.",
        dict.fromkeys(("النظام", "روسيا", "إيران"), "حصارا طويلا على البلدة"),
    ),
    "nothing named": ("اتهمت أنقرة دمشق.", {"دمشق": None}),
    "responsibility": ("حمّلت المعارضة روسيا مسؤولية الأزمة.", {"روسيا": "الأزمة"}),
    "full responsibility": ("حمّل الناطق إسرائيل المسؤولية الكاملة عن المجزرة.", {"إسرائيل": "المجزرة"}),
    "responsible for": ("إسرائيل مسؤولة عن انهيار الهدنة.", {"إسرائيل": "انهيار الهدنة"}),
    "responsibility after ب": ("اتهمت السلطات موسكو بالمسؤولية عن التفجير.", {"موسكو": "التفجير"}),
    "claimed": ("أعلن تنظيم داعش مسؤوليته عن تفجير المسجد.", {"تنظيم داعش": "تفجير المسجد"}),
    "condemned, the owner in it": (
        "أدانت الجامعة العربية العدوان الإسرائيلي على غزة.",
        {"الإسرائيلي": "العدوان الإسرائيلي على غزة"},
    ),
    "condemned, past a manner": (
        "استنكرت المنظمة بشدة اعتقال السلطات المصرية ناشطين.",
        {"السلطات المصرية": "اعتقال السلطات المصرية ناشطين"},
    ),
    "condemned for its silence": ("ندد المتظاهرون بالغارات الروسية.", {"الروسية": "الغارات الروسية"}),
    "criticised because of": (
        "انتقد النواب حكومة الوفاق بسبب ارتفاع الأسعار.",
        {"حكومة الوفاق": "ارتفاع الأسعار"},
    ),
    "criticised because": (
        "انتقد الوزير الفرنسي تركيا لأنها أغلقت المعبر.",
        {"تركيا": "أنها أغلقت المعبر"},
    ),
    "to stop": ("طالب المجلس إسرائيل بوقف الاستيطان.", {"إسرائيل": "الاستيطان"}),
    "called to account for": ("دعا الائتلاف إلى محاسبة نظام الأسد على جرائمه.", {"نظام الأسد": "جرائمه"}),
    "led to": ("أدت سياسات الحكومة إلى تدهور المعيشة.", {"الحكومة": "سياسات الحكومة"}),
    "led to, of a party": ("تسببت إيران في خراب المنطقة.", {"إيران": "خراب المنطقة"}),
    "behind": ("تقف موسكو وراء الهجوم على السفينة.", {"موسكو": "الهجوم على السفينة"}),
    "involved in": ("أثبت التقرير تورط الحكومة السورية في الهجوم.", {"الحكومة السورية": "الهجوم"}),
    "because of its conduct": (
        "تعثرت المحادثات بسبب تعنت النظام.",
        {"النظام": "تعنت النظام"},
    ),
    "a deed, verb first": (
        "قصفت الطائرات الروسية أحياء سكنية في إدلب.",
        {"الطائرات الروسية": "قصفت الطائرات الروسية أحياء سكنية في إدلب"},
    ),
    "a deed, party first": (
        "وقال الشاهد إن الحوثيين قصفوا منازل المدنيين.",
        {"الحوثيين": "قصفوا منازل المدنيين"},
    ),
    "a deed by iḍāfa": (
        "روى الناجون جرائم الميليشيات في القرية.",
        {"الميليشيات": "جرائم الميليشيات في القرية"},
    ),
    "a deed by an agent": (
        "وثق التقرير انتهاكات خطيرة من قبل قوات الاحتلال.",
        {"قوات الاحتلال": "انتهاكات خطيرة"},
    ),
    "a deed that a clause is of": (
        "كشف التقرير الجرائم التي ارتكبتها الميليشيات.",
        {"الميليشيات": "الجرائم التي ارتكبتها الميليشيات"},
    ),
    "what was done": ("قامت الميليشيات بقصف القرى.", {"الميليشيات": "قصف القرى"}),
    "answered for after عما": (
        "حملت الرئاسة حركة حماس المسؤولية عما جرى في المخيم.",
        {"حركة حماس": "جرى في المخيم"},
    ),
    "of a passive, not by whom": (
        "يواجه رئيس الوزراء اتهامات بالتقصير من قبل المعارضة.",
        {"رئيس الوزراء": "التقصير"},
    ),
    "of a passive": (
        "انتقدت الحكومة من قبل المعارضة بسبب فشلها في وقف العنف.",
        {"الحكومة": "فشلها في وقف العنف"},
    ),
    "denied": ("نفت موسكو ضلوعها في الهجوم.", {"موسكو": "الهجوم"}),
}
CODEBOOKS = {"rules": replace(load(), evidence={}), "weights": load()}


@pytest.fixture(scope="module", params=CODEBOOKS)
def coded(request):
    texts = [text for text, _ in CASES.values()]
    sentences = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    records = code_blame(sentences, CODEBOOKS[request.param]).rows_by_key("sentence", named=True)
    return request.param, {text: records.get(at, []) for at, text in enumerate(texts)}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_party_is_blamed_for_what_the_sentence_says(coded, text, expected):
    way, records = coded
    found = {record["target"]: record["wrong"] for record in records[text]}
    if way == "rules":
        assert found == expected
    else:
        assert {target: found[target] for target in expected if target in found}.items() <= expected.items()
        assert found
