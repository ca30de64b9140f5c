"""Plain blame is read, whoever is blamed: the scans before the ranker know no actor better than another."""

import polars as pl
import pytest

from flows.codebook.load import load
from flows.coding.blame.coder import code_blame

BLAMED = {
    "قصفت تركيا مستشفى في المدينة.": ["تركيا"],
    "أدانت الأمم المتحدة أوكرانيا.": ["أوكرانيا"],
    "أوكرانيا ترتكب مجزرة جديدة.": ["أوكرانيا"],
    "استنكر الحزب جرائم السودان.": ["السودان"],
    "ليبيا مسؤولة عن مقتل العشرات.": ["ليبيا"],
    "اتهمت ليبيا من قبل المعارضة بالفساد.": ["ليبيا"],
    "استنكر الحزب قتل عناصر الشرطة متظاهرين.": ["عناصر الشرطة"],
    "نفت حماس مسؤوليتها عن الهجوم متهمة إسرائيل بتدبيره.": ["حماس", "إسرائيل"],
    "اتهمت إسرائيل تلفزيون حزب الله بالتحريض على العنف.": ["تلفزيون حزب الله"],
    "أدان الأطباء قصف بحيرة الأسد": [],
}


@pytest.fixture(scope="module")
def coded():
    texts = list(BLAMED)
    sentences = pl.DataFrame({"article_id": [str(at) for at in range(len(texts))], "text": texts})
    return code_blame(sentences.with_columns(sentence=pl.lit(0)), load())


@pytest.mark.parametrize(("at", "text"), list(enumerate(BLAMED)))
def test_plain_blame_is_read(coded, at, text):
    assert coded.filter(pl.col("article_id") == str(at))["target"].to_list() == BLAMED[text]
