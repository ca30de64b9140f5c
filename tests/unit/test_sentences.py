import polars as pl
import pytest

from flows.tables import ARTICLES, SENTENCES
from flows.text.sentences import LONGEST, split


def sentences(text, title=None):
    article = pl.DataFrame(
        {"article_id": ["a"], "title": [title], "text": [text]},
        schema_overrides={"title": pl.String},
    )
    return split(article)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال نعم. ومضى.", ["قال نعم.", "ومضى."]),
        ("هل عاد؟ نعم! عاد أمس.", ["هل عاد؟", "نعم!", "عاد أمس."]),
        ("انتهى الأمر.. وعاد الجميع", ["انتهى الأمر..", "وعاد الجميع"]),
        ("أحب البحر؛ فهو بعيد، وقريب: كلاهما.", ["أحب البحر؛ فهو بعيد، وقريب: كلاهما."]),
        ("التحالف… من أداة إلى إطار", ["التحالف… من أداة إلى إطار"]),
        ("لقي د. أحمد أ.د. سالم أمس.", ["لقي د. أحمد أ.د. سالم أمس."]),
        ("نقلت (أ.ف.ب) الخبر.", ["نقلت (أ.ف.ب) الخبر."]),
        ("بلغ النمو 3.5 بالمئة في 12.5.2016 مساء.", ["بلغ النمو 3.5 بالمئة في 12.5.2016 مساء."]),
        ("حدث ذلك عام 2014. ثم نسي.", ["حدث ذلك عام 2014.", "ثم نسي."]),
        ("قال: «هل تعود؟» لصاحبه.", ["قال: «هل تعود؟» لصاحبه."]),
        ('قال: "لن أعود." ومضى.', ['قال: "لن أعود."', "ومضى."]),
        ("عنوان بلا نقطة\nنص أول.", ["عنوان بلا نقطة", "نص أول."]),
        ("1. المادة الأولى\n2. المادة الثانية", ["1. المادة الأولى", "2. المادة الثانية"]),
        ("• خبز • ملح", ["• خبز", "• ملح"]),
        ("عاد الوفد.وقال المتحدث إنه سعيد.", ["عاد الوفد.", "وقال المتحدث إنه سعيد."]),
        ("أول\n***\nثان", ["أول\n***", "ثان"]),
        ("***\nأول", ["***\nأول"]),
        ("...", ["..."]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text, expected):
    assert sentences(text)["text"].to_list() == expected


def test_many_breaks():
    assert sentences("نعم. " * 100).height == 100


def test_headline_lead_and_body():
    split_article = sentences("أول. ثان. ثالث.", title=" ما بعد.. اختبار الشراكة ")
    assert split_article["text"].to_list() == ["ما بعد.. اختبار الشراكة", "أول.", "ثان.", "ثالث."]
    assert split_article["position"].to_list() == ["headline", "lead", "lead", "body"]
    assert split_article["sentence"].to_list() == [0, 1, 2, 3]
    assert split_article.row(0)[3:5] == (1, 24)


def test_the_table_conforms_also_when_empty():
    assert sentences("نص. آخر.", title="عنوان").schema == SENTENCES.schema
    assert split(ARTICLES.empty()).schema == SENTENCES.schema


def test_articles_keep_their_order():
    articles = pl.DataFrame(
        {"article_id": ["z", "a"], "title": [None, "عنوان"], "text": ["نعم. لا.", "نعم."]}
    )
    assert split(articles)["article_id"].to_list() == ["z", "z", "a", "a"]


def test_a_text_as_long_as_a_book_is_cut_as_its_pages_are():
    page = "قال د. أحمد نعم. ومضى إلى البيت!\n\n- عاد أمس؟ نعم…  ولم يعد.\n"
    book = page * 3_000
    few, many = sentences(page), sentences(book)
    assert many["text"].to_list() == few["text"].to_list() * 3_000
    assert all(
        book[start:end] == text for start, end, text in many.select("start", "end", "text").iter_rows()
    )
    assert many["sentence"].to_list() == list(range(len(many)))


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("قصف الجيش الجسر، ", "،"), ("قصف الجيش الجسر ", ""), ("ق", "")],
    ids=["at a clause mark", "at a space", "nowhere better"],
)
def test_an_endless_sentence_is_cut(unit, ends):
    text = (unit * (3 * LONGEST // len(unit))).strip()
    found = sentences(text)
    assert found["text"].str.len_chars().max() <= LONGEST
    assert found.height in {3, 4}
    assert [text[start:end] for start, end in found.select("start", "end").iter_rows()] == list(found["text"])
    assert "".join(found["text"]).replace(" ", "") == text.replace(" ", "")
    assert all(one.endswith(ends) for one in found["text"])
    assert found["position"].to_list() == ["lead", "lead", *["body"] * (found.height - 2)]
