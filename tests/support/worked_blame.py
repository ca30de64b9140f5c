"""Sentences of our own with their blame records, worked by hand: a case for each rule of the grammar."""

from worked_roles import ROLES


def record(target, kind, source=None, stance="asserted"):
    return (target, source, kind, stance)


ACCUSING = {
    "what is done for another": (
        "اتهمت لندن طهران بتسليح الحوثيين.",
        [record("طهران", "accusation", "لندن")],
    ),
    "what is given to another": (
        "اتهم الوزير الحرس الثوري بتزويد حزب الله بالصواريخ.",
        [record("الحرس الثوري", "accusation", "الوزير")],
    ),
    "verb, subject, object": ("اتهمت أنقرة دمشق بقصف القرى.", [record("دمشق", "accusation", "أنقرة")]),
    "subject, verb, object": (
        "أكد المتحدث أن واشنطن اتهمت موسكو بالكذب.",
        [record("موسكو", "accusation", "واشنطن")],
    ),
    "office and name": (
        "اتهم وزير الخارجية الفرنسي روسيا بخرق الهدنة.",
        [record("روسيا", "accusation", "وزير الخارجية الفرنسي")],
    ),
    "subject with its place": (
        "اتهم السفير السعودي في الولايات المتحدة إيران بتسليح الحوثيين.",
        [record("إيران", "accusation", "السفير السعودي في الولايات المتحدة")],
    ),
    "day in commas": (
        "اتهمت بريطانيا، الأربعاء، روسيا بالوقوف وراء الهجوم.",
        [record("روسيا", "accusation", "بريطانيا")],
    ),
    "coordinated objects": (
        "اتهمت المعارضة روسيا وإيران بقتل المدنيين.",
        [record("إيران", "accusation", "المعارضة"), record("روسيا", "accusation", "المعارضة")],
    ),
    "unknown accused": (
        "اتهمت تركيا غولدمان بدعم الانقلاب.",
        [record("غولدمان", "accusation", "تركيا")],
    ),
    "relative clause, subject": (
        "وصلت إلى جنيف الحكومة التي اتهمت الحوثيين بعرقلة السلام.",
        [record("الحوثيين", "accusation", "الحكومة")],
    ),
    "object pronoun in a relative clause": (
        "تضم القائمة حزب العمال الكردستاني الذي تتهمه أنقرة بتفجير السوق.",
        [record("حزب العمال الكردستاني", "accusation", "أنقرة")],
    ),
    "hold responsible": (
        "حمّلت السلطة الفلسطينية إسرائيل مسؤولية المجزرة.",
        [record("إسرائيل", "accusation", "السلطة الفلسطينية")],
    ),
    "hold responsible for what serves another": (
        "حمّل الخبراء إيران مسؤولية تسليح الميليشيات.",
        [record("إيران", "accusation", "الخبراء")],
    ),
    "hold several responsible": (
        "حمّلت السلطة الفلسطينية روسيا وإيران مسؤولية دعم النظام.",
        [
            record("إيران", "accusation", "السلطة الفلسطينية"),
            record("روسيا", "accusation", "السلطة الفلسطينية"),
        ],
    ),
    "hold responsible, the blamed last": (
        "حملت المعارضة مسؤولية المجزرة النظام السوري.",
        [record("النظام السوري", "accusation", "المعارضة")],
    ),
    "carrying is not blaming": ("حمل المتطوعون صناديق الدواء إلى القرية.", []),
    "lay the blame on": ("ألقت باريس باللوم على موسكو.", [record("موسكو", "accusation", "باريس")]),
    "condemn the wrong of": (
        "أدانت الجامعة العربية العدوان الإسرائيلي على غزة.",
        [record("الإسرائيلي", "accusation", "الجامعة العربية")],
    ),
    "condemn, owner by idafa": (
        "نددت المنظمة بانتهاكات الميليشيات بحق السكان.",
        [record("الميليشيات", "accusation", "المنظمة")],
    ),
    "condemn, the head of the clause strikes": (
        "أدانت الأمم المتحدة الهجوم الذي استهدف القوات العراقية في السوق.",
        [],
    ),
    "condemn, feminine head of the clause": ("نددت باريس بالاعتداءات التي طالت قوات الشرطة.", []),
    "condemn, the house of the struck": ("استنكر المجلس التفجير الذي هز مقر وزارة الدفاع التركية.", []),
    "condemn, the struck suffers": ("شجبت تركيا القصف الذي تعرض له الجيش العراقي.", []),
    "condemn, killed in it": ("استنكرت مصر الكمين الذي قتل فيه جنود الجيش اللبناني.", []),
    "condemn, participle": ("أدانت تركيا التفجير المستهدف قوات الشرطة.", []),
    "condemn, against": ("استنكرت مصر الهجمات ضد القوات العراقية.", []),
    "condemn, doer after a pronoun on the verb": (
        "أدانت تركيا الهجوم الذي شنه تنظيم داعش على القرية.",
        [record("تنظيم داعش", "accusation", "تركيا")],
    ),
    "condemn, doer after a pronoun that points back": (
        "أدانت مصر الهجوم الذي استهدفت به الميليشيات ناقلة النفط.",
        [record("الميليشيات", "accusation", "مصر")],
    ),
    "condemn, doer before the clause": (
        "أدانت مصر القصف الإسرائيلي الذي استهدف الجيش اللبناني.",
        [record("الإسرائيلي", "accusation", "مصر")],
    ),
    "criticise a party": (
        "انتقد الوزير الفرنسي تركيا لأنها أغلقت المعبر.",
        [record("تركيا", "accusation", "الوزير الفرنسي")],
    ),
    "criticise a policy": (
        "انتقدت الصحيفة سياسة الحكومة في المخيمات.",
        [record("الحكومة", "accusation", "الصحيفة")],
    ),
    "demand a stop": (
        "طالب المجلس إسرائيل بوقف الاستيطان.",
        [record("إسرائيل", "accusation", "المجلس")],
    ),
    "a plain demand is no blame": ("طالب الوزير الحكومة بزيادة الرواتب.", []),
    "call to account": (
        "دعا الائتلاف إلى محاسبة نظام الأسد.",
        [record("نظام الأسد", "accusation", "الائتلاف")],
    ),
    "noun with ل": ("تكررت الاتهامات لإيران بعد الحادث.", [record("إيران", "accusation")]),
    "noun with its owner and ل": (
        "تأتي الزيارة بعد اتهام لندن لموسكو بتسميم العميل.",
        [record("موسكو", "accusation")],
    ),
    "charges levelled at": (
        "وجهت واشنطن إلى موسكو تهمة التدخل في الانتخابات.",
        [record("موسكو", "accusation", "واشنطن")],
    ),
    "suffering criticism": ("تعرضت الحكومة لانتقادات واسعة.", [record("الحكومة", "accusation")]),
    "facing charges": ("تواجه إسرائيل اتهامات بارتكاب إبادة.", [record("إسرائيل", "accusation")]),
    "accused, participle": ("النظام السوري متهم باستخدام السارين.", [record("النظام السوري", "accusation")]),
    "accusing, participle": (
        "خرج النائب متهما إيران بزعزعة المنطقة.",
        [record("إيران", "accusation")],
    ),
    "described as": (
        "وصف المندوب إسرائيل بأنها دولة عنصرية.",
        [record("إسرائيل", "accusation", "المندوب")],
    ),
    "described without a pejorative": ("وصف المندوب تركيا بأنها دولة صديقة.", []),
}

RESPONSIBLE = {
    "bear responsibility": (
        "يتحمل النظام السوري مسؤولية تهجير السكان.",
        [record("النظام السوري", "responsibility")],
    ),
    "responsible for": ("إسرائيل مسؤولة عن انهيار الهدنة.", [record("إسرائيل", "responsibility")]),
    "an official in charge is not to blame": ("وصل المسؤول عن ملف التعليم إلى تركيا.", []),
    "because of the policies of": (
        "نزح الآلاف بسبب سياسات النظام.",
        [record("النظام", "responsibility")],
    ),
    "owing to raids": ("تهدم الحي جراء غارات روسية.", [record("روسية", "responsibility")]),
    "a neutral cause": ("تراجعت العملة بسبب العقوبات الأميركية.", []),
    "stand behind": ("تقف موسكو وراء الهجوم.", [record("موسكو", "responsibility")]),
    "involvement": (
        "أثبت التقرير تورط الحكومة السورية في الهجوم.",
        [record("الحكومة السورية", "responsibility", "التقرير")],
    ),
    "cause": ("تسببت إيران في خراب المنطقة.", [record("إيران", "responsibility")]),
    "claim": (
        "تبنى تنظيم داعش الهجوم على السوق.",
        [record("تنظيم داعش", "responsibility", "تنظيم داعش")],
    ),
    "said to be responsible": (
        "قال المبعوث إن الحوثيين يتحملون مسؤولية فشل المحادثات.",
        [record("الحوثيين", "responsibility", "المبعوث")],
    ),
}

HARMING = {
    "verb, subject, victim": ("قصفت روسيا الأحياء السكنية في إدلب.", [record("روسيا", "harm")]),
    "a city is never blamed": ("قصف النظام مدينة حلب.", [record("النظام", "harm")]),
    "subject before the verb": (
        "أفاد الأهالي بأن الميليشيات نهبت المنازل.",
        [record("الميليشيات", "harm", "الأهالي")],
    ),
    "routine combat": ("قصفت الطائرات الروسية مواقع تنظيم داعش.", []),
    "advance": ("تقدمت القوات العراقية نحو المدينة.", []),
    "noun and idafa": ("أصاب قصف النظام الأحياء السكنية.", [record("النظام", "harm")]),
    "noun and nisba": ("قتلت الغارات الجوية الروسية عشرات المدنيين.", [record("الروسية", "harm")]),
    "noun of a noun": ("وثق المحقق جرائم حرب النظام.", [record("النظام", "harm", "المحقق")]),
    "nisba of the victim": ("أعلن الجيش استهداف دورية أمريكية سورية.", []),
    "passive with an agent": ("قتل طفل على يد الميليشيات.", [record("الميليشيات", "harm")]),
    "min qibal": (
        "تعرض السكان للتعذيب من قبل الميليشيات.",
        [record("الميليشيات", "harm")],
    ),
    "relative clause with a pronoun": (
        "لن ينسى الناس الجرائم التي ارتكبتها قوات النظام.",
        [record("قوات النظام", "harm")],
    ),
    "relative clause with its head": (
        "يخشى السكان الميليشيات التي نهبت بيوتهم.",
        [record("الميليشيات", "harm")],
    ),
    "the struck of a clause is no doer": (
        "هز الانفجار الذي استهدف الجيش اللبناني مدينة صيدا.",
        [],
    ),
    "occupation in a clause": ("يزور الوفد الجولان التي تحتلها إسرائيل.", [record("إسرائيل", "harm")]),
    "the bare adjective": ("يزور الوفد الأراضي المحتلة.", []),
    "allies in apposition": (
        "فرض الأسد وحلفاؤه - روسيا وإيران - حصارا على المدينة.",
        [record("الأسد", "harm"), record("إيران", "harm"), record("روسيا", "harm")],
    ),
    "genitive of the sufferer": ("طالب المتظاهرون بالحرية بعد اغتيال رئيس الوزراء.", []),
    "against a party": ("خرجت مظاهرة ضد الاعتداء على تركيا.", []),
    "light verb": ("قامت الميليشيات بقصف القرى.", [record("الميليشيات", "harm")]),
    "arming militias": ("تمول إيران الميليشيات الطائفية.", [record("إيران", "harm")]),
    "aid is no harm": ("تمول قطر مستشفى في غزة.", []),
    "future is not fact": ("ستقصف روسيا الأحياء السكنية.", []),
    "condition is not fact": ("تتدخل الأمم المتحدة إذا انتهكت إيران الاتفاق.", []),
    "harm without a doer": ("قتل عشرات المدنيين أمس.", []),
    "annexation": ("ضمت روسيا شبه جزيرة القرم.", [record("روسيا", "harm")]),
    "a title with ف and و": ("وقصف الحوثيون منازل المدنيين.", [record("الحوثيون", "harm")]),
    "fused article": ("وثقت الشبكة انتهاكات للنظام.", [record("نظام", "harm", "الشبكة")]),
    "a wrong on a condition": (
        "قال القادة إنهم سيتدخلون إذا فشلت القوات السورية في استعادة المدينة.",
        [],
    ),
    "a threat in case of a wrong": ("هدد المجلس بعقوبات إذا قصفت إسرائيل المدارس.", []),
    "oblique plural is no subject": ("قتلت الحوثيين سيول جارفة ودمرت منازل.", []),
    "this group, named before": (
        "نشأت التنظيمات المتطرفة في الفوضى، ووقع الشبان ضحية دعاية هذه التنظيمات.",
        [record("التنظيمات المتطرفة", "harm")],
    ),
}

DENYING = {
    "deny responsibility": (
        "نفت موسكو مسؤوليتها عن القصف.",
        [record("موسكو", "accusation", "موسكو", "denied")],
    ),
    "deny what another did": (
        "نفت روسيا لجوء النظام السوري إلى الأسلحة المحرمة واستخدام الغاز.",
        [record("النظام السوري", "accusation", "روسيا", "denied")],
    ),
    "accused by one, denying it himself": (
        "تتهم لندن موسكو بتسميم الجاسوس، وتنفي موسكو مسؤوليتها عن الهجوم.",
        [
            record("موسكو", "accusation", "لندن"),
            record("موسكو", "accusation", "موسكو", "denied"),
        ],
    ),
    "deny a plain fact": ("نفت روسيا وجود خلاف مع تركيا.", []),
    "acquit": (
        "يبرئ التقرير النظام من الهجوم.",
        [record("النظام", "accusation", "التقرير", "denied")],
    ),
    "did not accuse": ("لم تتهم واشنطن موسكو بشيء.", []),
    "did not violate": ("لم تنتهك إيران شروط الاتفاق.", [record("إيران", "harm", None, "denied")]),
    "bears no responsibility": (
        "لا تتحمل تركيا مسؤولية الأزمة.",
        [record("تركيا", "responsibility", None, "denied")],
    ),
}

SPEAKING = {
    "said that": (
        "قال المتحدث إن الميليشيات نهبت المساعدات.",
        [record("الميليشيات", "harm", "المتحدث")],
    ),
    "according to": (
        "نهبت الميليشيات المساعدات، بحسب التقرير.",
        [record("الميليشيات", "harm", "التقرير")],
    ),
    "no speaker": ("نهبت الميليشيات المساعدات.", [record("الميليشيات", "harm")]),
    "several did it, one says so": (
        "قال المتحدث إن الحكومة والجيش والميليشيات ارتكبت جرائم حرب.",
        [
            record("الحكومة", "harm", "المتحدث"),
            record("الجيش", "harm", "المتحدث"),
            record("الميليشيات", "harm", "المتحدث"),
        ],
    ),
    "a dateline is no party": (
        "باريس، فرنسا (AFP)-- اتهمت السلطات اللبنانية إسرائيل بخرق الهدنة.",
        [record("إسرائيل", "accusation", "السلطات اللبنانية")],
    ),
    "speaker is not blamed": ("قالت روسيا إن الهدنة مستمرة.", []),
    "strongest kind wins": (
        "اتهمت فرنسا روسيا بخرق الهدنة بعد أن قصفت روسيا الأحياء السكنية.",
        [record("روسيا", "accusation", "فرنسا")],
    ),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "accusing": ACCUSING,
        "responsible": RESPONSIBLE,
        "harming": HARMING,
        "denying": DENYING,
        "speaking": SPEAKING,
        **ROLES,
    }.items()
    for name, case in cases.items()
}
