"""Sentences of our own in which the roles are easily swapped, with their blame records worked by hand.

A record is the target, the source, the kind and the stance.
"""

PASSIVE = {
    "feminine, with its agent": (
        "اتهمت الحكومة من قبل المعارضة بتزوير الانتخابات.",
        [("الحكومة", "المعارضة", "accusation", "asserted")],
    ),
    "masculine, vowelled, with its agent": (
        "اتُّهم الحرس الثوري من جانب واشنطن بتسليح الميليشيات.",
        [("الحرس الثوري", "واشنطن", "accusation", "asserted")],
    ),
    "participle": (
        "زار الوسيط مقر حزب الله المتهم من قبل لندن باغتيال الصحفي.",
        [("حزب الله", "لندن", "accusation", "asserted")],
    ),
    "condemned": (
        "أدينت روسيا من قبل الاتحاد الأوروبي بسبب قصفها الأسواق.",
        [("روسيا", "الاتحاد الأوروبي", "accusation", "asserted")],
    ),
    "exposed to criticism": (
        "تعرضت الحكومة لانتقادات حادة من قبل البرلمان بسبب تقصيرها.",
        [("الحكومة", "البرلمان", "accusation", "asserted")],
    ),
}
CLEARED = {
    "nobody accused": ("لم تتهم الحكومة إيران بالوقوف وراء الهجوم.", []),
    "nobody accused, subject first": ("قال المتحدث إن واشنطن لم تتهم روسيا بقصف المستشفى.", []),
    "nobody claimed": ("لم تعلن حركة طالبان مسؤوليتها عن الهجوم.", []),
    "not responsible, subject between": (
        "ليست روسيا مسؤولة عن قصف المدارس.",
        [("روسيا", None, "responsibility", "denied")],
    ),
    "acquitted in the past": (
        "برأت لجنة التحقيق الجيش من تهمة قتل المتظاهرين.",
        [("الجيش", "لجنة التحقيق", "accusation", "denied")],
    ),
    "by land is no acquittal": ("وصلت قوافل الإغاثة برا وبحرا إلى المدينة بعد الهجوم.", []),
    "acquitted in honour": (
        "برأت المحكمة ساحة الحكومة من تهمة الفساد.",
        [("الحكومة", "المحكمة", "accusation", "denied")],
    ),
    "acquitted in conscience": (
        "برأ التحقيق ذمة الجيش من قتل الأسرى.",
        [("الجيش", "التحقيق", "accusation", "denied")],
    ),
    "own share denied, of a wrong that another suffered": (
        "نفت إسرائيل مسؤوليتها عن قصف مدرسة الأونروا.",
        [("إسرائيل", "إسرائيل", "accusation", "denied")],
    ),
    "who owns what was struck": ("استنكر السكان في بيان قصف مدرسة الأونروا.", []),
    "nobody accused before": ("لم يتهم من قبل أحد روسيا بقصف المدارس.", []),
    "nobody accused so far": ("لم يتهم أي وزير حتى الآن النظام السوري بقتل الأسرى.", []),
    "no accusations directed": ("لم توجه النيابة اتهامات إلى الحكومة بعد الهجوم.", []),
    "no blame directed": ("لم يوجه الاتحاد اللوم إلى روسيا في مقتل المدنيين.", []),
    "the responsible are looked for": ("طالب مجلس الأمن بمحاسبة المسؤولين عن الهجوم.", []),
    "responsible by office": ("قيادة عمليات بغداد المسؤولة عن حماية العاصمة أعلنت مقتل جندي.", []),
    "responsible for a good": ("الأونروا مسؤولة عن تعليم أطفال المخيم بعد الحرب.", []),
    "denial ends at the next verb": (
        "نفت روسيا مسؤوليتها عن الهجوم واتهمت الجيش الأوكراني بالكذب.",
        [
            ("الجيش الأوكراني", "روسيا", "accusation", "asserted"),
            ("روسيا", "روسيا", "accusation", "denied"),
        ],
    ),
}
NAMED = {
    "who the responsible one is": (
        "المسؤول عن مقتل المدنيين هو النظام السوري.",
        [("النظام السوري", None, "responsibility", "asserted")],
    ),
    "responsible, by a pronoun": (
        "روسيا هي المسؤولة عن قصف السوق.",
        [("روسيا", None, "responsibility", "asserted")],
    ),
    "responsible, past its place": (
        "فرع التنظيم في سيناء المسؤول عن الهجوم خسر قائده.",
        [("التنظيم", None, "responsibility", "asserted")],
    ),
    "responsible for a mishap": (
        "روسيا مسؤولة عن تسميم المعارض.",
        [("روسيا", None, "responsibility", "asserted")],
    ),
    "fingers are no speaker": (
        "وجهت أصابع الاتهام إلى إيران بعد الهجوم.",
        [("إيران", None, "accusation", "asserted")],
    ),
    "a number of deputies": (
        "اتهم عدد من النواب الحكومة بإهمال القرى.",
        [("الحكومة", "النواب", "accusation", "asserted")],
    ),
}
SEVERAL = {
    "each of two": (
        "اتهمت لندن كلا من روسيا وإيران بتسليح الميليشيات.",
        [("إيران", "لندن", "accusation", "asserted"), ("روسيا", "لندن", "accusation", "asserted")],
    ),
    "each of two, as owners": (
        "نددت باريس بسياسات كل من موسكو وطهران.",
        [("طهران", "باريس", "accusation", "asserted"), ("موسكو", "باريس", "accusation", "asserted")],
    ),
    "each of two, as agents": (
        "تعرضت القرية لقصف من قبل كل من تركيا وإيران.",
        [("تركيا", None, "harm", "asserted"), ("إيران", None, "harm", "asserted")],
    ),
    "each of two, after a preposition": (
        "وجهت واشنطن تهمة القرصنة إلى كل من روسيا وإيران.",
        [("إيران", "واشنطن", "accusation", "asserted"), ("روسيا", "واشنطن", "accusation", "asserted")],
    ),
    "the conjunction apart": (
        "انتقد التقرير كلا من الحكومة السورية و المعارضة المسلحة.",
        [
            ("الحكومة السورية", "التقرير", "accusation", "asserted"),
            ("المعارضة المسلحة", "التقرير", "accusation", "asserted"),
        ],
    ),
    "the conjunction before a quotation mark": (
        'اتهمت بريطانيا "حزب الله" و"كتائب القسام" بقتل المدنيين.',
        [
            ("حزب الله", "بريطانيا", "accusation", "asserted"),
            ("كتائب القسام", "بريطانيا", "accusation", "asserted"),
        ],
    ),
    "a plural in ن owns nobody": (
        "يتهم معارضون أردوغان بقمع الصحفيين.",
        [("أردوغان", "معارضون", "accusation", "asserted")],
    ),
    "a plural in ن with its nation": (
        "اتهم مسؤولون أتراك النظام السوري بقصف المدارس.",
        [("النظام السوري", "مسؤولون أتراك", "accusation", "asserted")],
    ),
}
ROLES = {"passive": PASSIVE, "cleared": CLEARED, "named": NAMED, "several": SEVERAL}
