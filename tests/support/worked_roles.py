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
    "fingers are no speaker": (
        "وجهت أصابع الاتهام إلى إيران بعد الهجوم.",
        [("إيران", None, "accusation", "asserted")],
    ),
    "a number of deputies": (
        "اتهم عدد من النواب الحكومة بإهمال القرى.",
        [("الحكومة", "النواب", "accusation", "asserted")],
    ),
}
ROLES = {"passive": PASSIVE, "cleared": CLEARED, "named": NAMED}
