"""The language of a text: Arabic is never refused, its neighbours are."""

from pathlib import Path

import polars as pl
import pytest

from flows.sources.language import find_language, refuse_other_languages
from flows.sources.problem import ItemError

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "articles.parquet"
OTHERS = {
    "fa": "وزیر امور خارجه روز دوشنبه در نشست خبری گفت که مذاکرات با طرف مقابل ادامه دارد و "
    "هنوز هیچ توافقی به دست "
    "نیامده است، و افزود که هیات ایرانی هفته آینده به محل گفتگوها باز خواهد گشت.",
    "ur": "وزیراعظم نے کہا ہے کہ حکومت عوام کو ریلیف دینے کے لیے تمام وسائل استعمال کر رہی ہے "
    "اور مہنگائی پر قابو "
    "پانے کے لیے نئے اقدامات کا اعلان جلد کیا جائے گا۔",
    "ps": "د بهرنیو چارو وزیر وویل چې له ګاونډیو هېوادونو سره د ښو اړیکو لپاره خبرې روانې دي او "
    "د سولې هڅې به دوام "
    "ولري، خو د پولې ستونزې لا نه دي حل شوې.",
    "ku": "سەرۆکی حکومەت رایگەیاند کە کێشەکان لەگەڵ بەغدا لە رێگەی دیالۆگەوە چارەسەر دەکرێن و "
    "بودجە لە کاتی خۆیدا "
    "دەنێردرێت، هەروەها داوای لە لایەنەکان کرد هاوکار بن.",
    "en": "The foreign minister said on Monday that the talks would continue next week and that "
    "no agreement had "
    "been reached so far on the main questions.",
}
PERSIAN_ON_AN_ARABIC_KEYBOARD = (
    "رييس مجلس در ديدار با هيات پارلماني كشور همسايه گفت كه همكاري هاي دو كشور بايد گسترش يابد و موانع موجود "
    "هر چه زودتر برداشته شود تا مردم دو كشور از آن بهره مند شوند."
)
DIALECT = (
    "شوف شنو قال الوزير على الزيادة ديال المحروقات وعلاش الناس معصبين بزاف هاد اليومين، وواش غادي يتراجع على "
    "القرار ولا لا، حيت المواطن ما بقا عندو ما يعطي وكلشي غلا فالسوق."
)
MIXED = (
    "أعلنت شركة Example Cloud Computing Services Limited إطلاق خدمتها الجديدة Enterprise Data "
    "Platform Pro في السوق "
    "العربية، وقالت إن الخدمة تدعم اللغة العربية دعما كاملا وتعمل على أنظمة Linux وWindows Server."
)


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_other_languages_are_told_and_refused(code, text):
    assert find_language(text) == code
    with pytest.raises(ItemError) as caught:
        refuse_other_languages(text, ("ar",))
    assert caught.value.reason == "language"
    refuse_other_languages(text, ("any",))
    refuse_other_languages(text, ("ar", code))


def test_persian_typed_with_arabic_letters_is_persian():
    assert find_language(PERSIAN_ON_AN_ARABIC_KEYBOARD) == "fa"


@pytest.mark.parametrize("text", [DIALECT, MIXED])
def test_arabic_is_arabic_in_dialect_and_among_latin_names(text):
    assert find_language(text) == "ar"


def test_a_short_text_with_letters_that_arabic_lacks_is_told():
    assert find_language("وزیر کشور فردا برای گفتگو درباره انتخابات شهرداری‌ها به این شهر سفر می‌کند.") == "fa"


@pytest.mark.parametrize("text", ["", "عاجل", "Live updates", "به گزارش خبرنگار ما", "خبر رقم واحد. " * 50])
def test_a_short_text_is_undecided_and_kept(text):
    assert find_language(text) is None
    refuse_other_languages(text, ("ar",))


@pytest.mark.skipif(not CORPUS.is_file(), reason="needs the corpus in ../shared/corpus")
def test_of_five_thousand_arabic_articles_none_is_refused():
    texts = pl.scan_parquet(CORPUS).select("text").collect().sample(5_000, seed=5)["text"]
    assert [text[:200] for text in texts if find_language(text) not in {"ar", None}] == []
    assert [text[:200] for text in texts if find_language(text[:120]) not in {"ar", None}] == []
