"""One article of our own writing, and pages that set it, for tests of extraction."""

from datetime import date

from flows.sources.pages import read_page

TODAY = date(2026, 11, 22)
TITLE = "المجلس البلدي يقر خطة لتوزيع المياه على أحياء المدينة القديمة"
PARAGRAPHS = (
    (
        "أقر المجلس البلدي مساء أمس خطة جديدة لتوزيع المياه على أحياء المدينة "
        "القديمة، بعد شكاوى متكررة من السكان من انقطاعها أياما متتالية في فصل الصيف."
    ),
    (
        "وقالت رئيسة المجلس في ختام الجلسة إن الخطة تقسم المدينة إلى أربع "
        "مناطق، وإن كل منطقة ستحصل على حصتها في يومين معلومين من الأسبوع."
    ),
    (
        "واعترض عضوان على القرار، ورأيا أن المشكلة في الشبكة التي لم تجدد منذ أربعين "
        "عاما لا في جدول التوزيع، وأن نصف المياه يضيع قبل أن يصل إلى البيوت."
    ),
    (
        "وتعهد المجلس بأن ينشر تقريرا كل ثلاثة أشهر عن كميات المياه "
        "التي وصلت إلى كل حي، وبأن يدعو ممثلي السكان إلى جلساته المقبلة."
    ),
)
TEXT = "\n".join(PARAGRAPHS)
OTHERS = (
    "افتتاح معرض الكتاب السنوي بمشاركة مئتي دار نشر",
    "فريق المدينة يعود بالكأس بعد غياب عشر سنوات",
    "انطلاق موسم قطاف الزيتون في القرى الشمالية",
)


def paragraphs(start=0, end=None):
    """Give the article's paragraphs as HTML."""
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[start:end])


def linked(tag="li"):
    """Give other articles' headlines as links."""
    return "".join(f'<{tag}><a href="/o/{n}">{title}</a></{tag}>' for n, title in enumerate(OTHERS))


def page_of(body, head="", title=f"{TITLE} - جريدة الحي"):
    """Give a page."""
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head><body><nav><ul><li><a href='/'>الرئيسية</a></li>"
        f"<li><a href='/p'>سياسة</a></li></ul></nav>{body}</body></html>"
    )


def read(body, head="", title=f"{TITLE} - جريدة الحي", address="https://hay.example/news/7"):
    """Read a page."""
    return read_page(page_of(body, head, title).encode(), TODAY, address=address)


def article(note="", text=None, above=""):
    """Give an article element with a note below its headline."""
    return (
        f"{above}<article><h1>{TITLE}</h1>{note}<div>{paragraphs() if text is None else text}</div></article>"
    )
