import pytest

from flows.codebook.inflect import surface_forms


@pytest.mark.parametrize(
    ("forms", "written"),
    [
        (surface_forms("سيادة", "noun"), "سياده السياده وبسيادتها للسياده سيادات فسيادتكم كسياده"),
        (surface_forms("شريك", "noun", plurals=["شركاء"]), "شريكا شركاءهم وللشركاء شريكان شريكين"),
        (surface_forms("لجنة", "noun", plurals=["لجان"]), "للجنه اللجنه ولجانها للجان"),
        (surface_forms("مسلح", "noun", sound="m"), "مسلحون مسلحين مسلحو مسلحي مسلحيها بالمسلحين"),
        (surface_forms("قرار", "noun"), "قرارا القرارات بقراراته قراري"),
        (surface_forms("وكالة", "noun", preposition="ب", article="always"), "بالوكاله وبالوكاله"),
        (surface_forms("استعمار", "noun", nisba=True), "استعمار الاستعماريه استعماري"),
        (surface_forms("موالي", "adjective", also=["موال"]), "الموالين المواليه موالون للموالي مواليتان"),
        (surface_forms("روسي", "adjective", plurals=["روس"]), "الروس الروسيه روسيون وبالروسي"),
        (surface_forms("إيران", "name"), "ايران لايران وبايران فكايران"),
        (surface_forms("الولايات المتحدة", "name"), "للولايات المتحده"),
        (surface_forms("حزب الله", "name"), "وبحزب الله"),
        (surface_forms("دَعَمَ", "verb", future="فتحة"), "دعم تدعمها سيدعمون وليدعموه دعمتهم دعموه"),
        (surface_forms("ضَمَّ", "verb", future="ضمة"), "ضم ضمت يضم تضمها"),
        (surface_forms("البلدين", "fixed"), "البلدين والبلدين"),
    ],
)
def test_forms_that_belong(forms, written):
    several = written.split()
    wanted = {written} if written in forms else set(several)
    assert wanted <= forms


@pytest.mark.parametrize(
    ("forms", "others"),
    [
        (surface_forms("سيادة", "noun"), "سيادت سيادها السيادتها سياديه"),
        (surface_forms("وكالة", "noun", preposition="ب", article="always"), "وكاله الوكاله بوكاله"),
        (surface_forms("إيران", "name"), "ايرانها ايرانيه الايران"),
        (surface_forms("قَادَ", "verb", future="ضمة"), "قد"),
        (surface_forms("دَعَمَ", "verb", without=["دعما"]), "دعما"),
        (surface_forms("حليف", "noun", plurals=["حلفاء"], conjunctions=False), "وحلفاءهم وحليف"),
        (surface_forms("البلدين", "fixed"), "للبلدين بالبلدين"),
    ],
)
def test_forms_that_do_not_belong(forms, others):
    assert not forms & set(others.split())


def test_a_first_letter_is_no_conjunction():
    assert "وكيل" in surface_forms("وكيل", "noun", conjunctions=False)


@pytest.mark.parametrize(("lemma", "part_of_speech"), [("", "noun"), ("  ", "name"), ("١", "verb")])
def test_what_cannot_be_inflected_is_refused(lemma, part_of_speech):
    with pytest.raises(ValueError, match=r"lemma|libqutrub"):
        surface_forms(lemma, part_of_speech)
