"""The status and voice of mentions, on sentences worked by hand."""

import polars as pl
import pytest

from flows.codebook.model import Codebook, Frame
from flows.coding.frames import code_frames
from flows.coding.markers import markers

LABEL = {"en": "Ideas", "ar": "أفكار"}
MATCHES = [
    {"noun": "سيادة"},
    {"noun": "شراكة"},
    {"noun": "شريك", "plurals": ["شركاء"]},
    {"noun": "وصاية"},
    [{"noun": "حرب"}, {"noun": "وكالة"}],
    [{"noun": "ساحة"}, {"noun": "صراع"}],
    [{"verb": "انتهك"}, {"gap": 2}, {"noun": "أجواء"}],
]
CODEBOOK = Codebook(
    version="the ideas of these sentences",
    frames=(
        Frame.model_validate(
            {
                "code": "ideas",
                "label": LABEL,
                "definition": LABEL,
                "include": [LABEL],
                "exclude": [LABEL],
                "entries": [{"entry": str(at), "match": match} for at, match in enumerate(MATCHES)],
                "examples": [{"text": "سيادة"}],
                "counterexamples": [{"text": "مطر", "why": "طقس"}],
            }
        ),
    ),
    sets={},
)


def told(text):
    """Give the status and voice of the sentence's only mention, or of its first."""
    sentence = pl.DataFrame({"article_id": ["a"], "sentence": [0], "text": [text]})
    return code_frames(sentence, CODEBOOK).select("status", "voice").row(0)


@pytest.mark.parametrize(
    "text",
    [
        "ليست هذه حربا بالوكالة.",
        "البلاد دولة لا كساحة صراع.",
        "لا توجد شراكة استراتيجية بين البلدين.",
        "نفى الوزير وجود شراكة مع جيرانه.",
        "لم تنتهك الطائرات الأجواء اللبنانية.",
        "ليست الأزمة ما يسمى حربا بالوكالة.",
        "عاشوا بلا سيادة.",
    ],
)
def test_a_mention_that_is_said_not_to_be_is_denied(text):
    assert told(text)[0] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "ليست أزمة حدود بل حرب بالوكالة.",
        "ليست مجرد حرب بالوكالة.",
        "لم يستبعد الوزير شراكة جديدة.",
        "لا تزال السيادة مطلب الجميع.",
        "ليست أزمة حدود، فالحرب بالوكالة مستمرة.",
        "اندلعت حرب بالوكالة.",
    ],
)
def test_a_negation_of_something_else_denies_nothing(text):
    assert told(text)[0] == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "اندلع ما يسمى الحرب بالوكالة في الشمال.",
        "باسم «الشراكة» نهبت الموانئ.",
        'باسم "الشراكة" نهبت الموانئ.',
        "كانت حربا «بالوكالة» لا أكثر.",
        "الحرب بالوكالة المزعومة شغلت الناس.",
        "دخلوا المدينة بذريعة السيادة.",
    ],
)
def test_a_mention_that_only_others_call_so_is_distanced(text):
    assert told(text)[0] == "distanced"


@pytest.mark.parametrize(
    "text",
    [
        "قد تتحول البلاد إلى حرب بالوكالة.",
        "إذا انهارت الهدنة، فستقع حرب بالوكالة.",
        "هل هي حرب بالوكالة؟",
        "عودة الوصاية؟",
        "يخشى الأهالي عودة الوصاية.",
    ],
)
def test_a_condition_a_possibility_a_fear_or_a_question_is_hypothetical(text):
    assert told(text)[0] == "hypothetical"


@pytest.mark.parametrize("text", ["قد تحولت البلاد إلى حرب بالوكالة.", "لماذا سكتوا عن الوصاية؟"])
def test_what_is_taken_for_granted_is_asserted(text):
    assert told(text)[0] == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن السيادة خط أحمر.",
        "يقول الكاتب إنها حرب بالوكالة.",
        "قال الوزير: السيادة خط أحمر.",
        "أكد البيان احترام سيادة الدولة.",
        "«لن نفرط في سيادة بلادنا مهما طال الزمن»، بهذا ختم الوزير.",
        "وختم الوزير: “سيادة بلادنا خط أحمر لا يقبل المساومة.",
        "بحسب التقرير، تحولت البلاد إلى ساحة حرب بالوكالة.",
        "انتهكت الطائرات سيادة البلاد، بحسب التقرير.",
    ],
)
def test_what_somebody_else_is_given_the_word_for_is_quoted(text):
    assert told(text)[1] == "quoted"


@pytest.mark.parametrize(
    "text",
    [
        "أكد شركاء الحكومة أن الموعد لم يتغير.",
        'قال "لن نصمت بعد اليوم أبدا" ثم خرق سيادة الجيران.',
        "اندلعت حرب بالوكالة.",
        "باسم «الشراكة» نهبت الموانئ.",
    ],
)
def test_what_stands_outside_of_the_speech_is_the_outlet_s_own(text):
    assert told(text)[1] == "own"


def test_status_and_voice_are_independent():
    assert told("قال الوزير إنها ليست حربا بالوكالة.") == ("denied", "quoted")
    assert told("وصف خصمه بأنه «شريك أساسي» في القرار.") == ("distanced", "quoted")


def test_every_marker_has_a_form_to_be_found_by():
    known = markers()
    assert set(known.forms["pattern"]) == {str(number) for number in range(len(known.rules))}
