"""Blame with the shipped weights: plain sentences, and nearly all worked ones, come out as they should."""

import polars as pl
import pytest
from worked_blame import CASES, record

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame

CODEBOOK = load()
LEAST_SHARE = 0.98
"""Of the worked sentences and the cues' examples together, how many must come out right."""
LEAST_SHARE_WORKED = 0.95
"""Of the worked sentences alone: several try the rules' limits, and every field must be right."""

PLAIN = {
    "a capital of a state of the other gender": (
        "لا تتحمل بغداد مسؤولية الهجوم على القاعدة.",
        [record("بغداد", "responsibility", stance="denied")],
    ),
    "whose the criticism is": ("تلقت الحكومة انتقادات من قبل إسرائيل بسبب القصف.", []),
    "whose the accusations are": ("الاتهامات من جانب واشنطن لا أساس لها.", []),
    "accuse": ("اتهمت فرنسا إيران بخرق الهدنة.", [record("إيران", "accusation", "فرنسا")]),
    "accuse, the blamed after an office": (
        "اتهم وزير الدفاع اليمني الحوثيين بقصف المستشفى.",
        [record("الحوثيين", "accusation", "وزير الدفاع اليمني")],
    ),
    "accuse, what is done for another": (
        "اتهمت واشنطن طهران بتزويد الحوثيين بالصواريخ.",
        [record("طهران", "accusation", "واشنطن")],
    ),
    "hold responsible": (
        "حملت الحكومة اليمنية الحوثيين مسؤولية انهيار الهدنة.",
        [record("الحوثيين", "accusation", "الحكومة اليمنية")],
    ),
    "condemn": (
        "أدانت فرنسا القصف الروسي على المدنيين في حلب.",
        [record("الروسي", "accusation", "فرنسا")],
    ),
    "condemn with a preposition": (
        "ندد الاتحاد الأوروبي بالهجمات الإسرائيلية على غزة.",
        [record("الإسرائيلية", "accusation", "الاتحاد الأوروبي")],
    ),
    "criticise": (
        "انتقدت ألمانيا روسيا بسبب خرق الهدنة.",
        [record("روسيا", "accusation", "ألمانيا")],
    ),
    "bombing": ("قصفت إسرائيل المدارس والمستشفيات في غزة.", [record("إسرائيل", "harm")]),
    "bombing by": ("قتل عشرات المدنيين في قصف شنته روسيا على السوق.", [record("روسيا", "harm")]),
    "siege": ("تحاصر قوات النظام آلاف المدنيين في البلدة.", [record("قوات النظام", "harm")]),
    "denial": (
        "نفت إيران مسؤوليتها عن الهجوم على السفينة.",
        [record("إيران", "accusation", "إيران", "denied")],
    ),
    "claim": (
        "أعلن تنظيم داعش مسؤوليته عن الهجوم على الكنيسة.",
        [record("تنظيم داعش", "responsibility", "تنظيم داعش")],
    ),
    "cause": ("نزح آلاف السكان بسبب هجمات الحوثيين.", [record("الحوثيين", "responsibility")]),
    "said by": (
        "قالت منظمة العفو الدولية إن الميليشيات ارتكبت جرائم حرب في المدينة.",
        [record("الميليشيات", "harm", "منظمة العفو الدولية")],
    ),
    "the hurt": ("أصيب ثلاثة جنود من الجيش اللبناني في انفجار لغم.", []),
    "the attacked": ("تعرضت القوات العراقية لهجوم قرب الموصل.", []),
    "a match": ("فاز المنتخب السعودي على المنتخب المصري بهدفين.", []),
    "a goal": ("سجل مهاجم المنتخب الإيراني هدفا في مرمى روسيا.", []),
    "the weather": ("تشهد تركيا أمطارا غزيرة وعواصف رعدية يوم الجمعة.", []),
    "said in the present": (
        "تقول لندن إن النظام السوري ارتكب مجزرة في القرية.",
        [record("النظام السوري", "accusation", "لندن")],
    ),
    "a denial ends at what is said next": (
        "تنفي موسكو ضلوعها في الهجوم وتقول إن لندن مسؤولة عن تدهور العلاقات.",
        [
            record("لندن", "responsibility", "موسكو"),
            record("موسكو", "responsibility", "موسكو", "denied"),
        ],
    ),
    "whose bombing a denier had no share in": (
        "نفت تركيا ضلوعها في قصف النظام للسوق.",
        [record("تركيا", "accusation", "تركيا", "denied")],
    ),
    "whom an army denied to have struck": (
        "نفى الجيش مسؤوليته عن قصف مدرسة الأونروا.",
        [record("الجيش", "accusation", "الجيش", "denied")],
    ),
    "a visit": ("زار الرئيس الفرنسي مصر وبحث مع نظيره التعاون الاقتصادي.", []),
}


def code_all(texts):
    """Code sentences at once, because scanning builds the automaton of all cues each time."""
    sentences = pl.DataFrame({"article_id": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts})
    records = code_blame(sentences, CODEBOOK)
    return {text: records.filter(pl.col("sentence") == at) for at, text in enumerate(texts)}


EXAMPLES = [cue.example for cue in CODEBOOK.cues]
EVERY = [text for text, _ in (*CASES.values(), *PLAIN.values())] + [example.text for example in EXAMPLES]
CODED = code_all(sorted(set(EVERY)))


def blamed(text):
    """Give each record as target, source, kind and stance."""
    return sorted(CODED[text].select("target", "source", "kind", "stance").iter_rows(), key=repr)


WRONG_WORKED = [
    name for name, (text, expected) in CASES.items() if blamed(text) != sorted(expected, key=repr)
]
WRONG_EXAMPLES = [
    example.text for example in EXAMPLES if sorted(CODED[example.text]["target"]) != sorted(example.targets)
]


def test_the_shipped_codebook_has_weights():
    assert CODEBOOK.evidence


def test_nearly_all_worked_sentences_and_examples_come_out_right():
    wrong = [*WRONG_WORKED, *WRONG_EXAMPLES]
    assert len(wrong) <= (1 - LEAST_SHARE) * (len(CASES) + len(EXAMPLES)), wrong


def test_most_worked_sentences_come_out_right_in_every_field():
    assert len(WRONG_WORKED) <= (1 - LEAST_SHARE_WORKED) * len(CASES), WRONG_WORKED


def test_nearly_all_examples_of_the_cues_come_out_right():
    assert len(WRONG_EXAMPLES) <= (1 - LEAST_SHARE) * len(EXAMPLES), WRONG_EXAMPLES


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN)
def test_a_plain_sentence_gives_its_records(text, expected):
    assert blamed(text) == sorted(expected, key=repr)
