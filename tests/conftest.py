"""What every test shares: Prefect kept in a folder of its own, and a small project to run in."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Before the first import of Prefect, which reads its settings and makes its folder then.
_PREFECT_HOME = tempfile.mkdtemp(prefix="khitab-prefect-")
for _name in [name for name in os.environ if name.startswith(("PREFECT_", "KHITAB_"))]:
    del os.environ[_name]
os.environ |= {
    "PREFECT_HOME": _PREFECT_HOME,
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "DO_NOT_TRACK": "1",
    "NO_PROXY": "127.0.0.1,localhost",
}

SEED_MTIME_SECONDS = 1_760_000_000
ARTICLES = {
    "a.txt": (
        "---\ntitle: سيادة البلاد أولا\noutlet: صحيفة الوادي\npublished: 2025-02-03\n---\n"
        "أكدت الوزارة أن السيادة الوطنية خط أحمر لا يقبل المساومة. وقال المتحدث إن البلاد ماضية في شراكة "
        "استراتيجية مع جيرانها. واتهمت الحكومة إسرائيل بقصف المدينة وقتل المدنيين.\n"
    ),
    "b.txt": (
        "---\ntitle: حرب بالوكالة على الحدود\noutlet: جريدة الساحل\npublished: 2025-03-10\n---\n"
        "تحولت المنطقة إلى ساحة حرب بالوكالة بين قوى إقليمية. وحمّل التقرير إيران مسؤولية تسليح الميليشيات. "
        "وندد الأهالي بقصف الأحياء السكنية من قبل قوات النظام.\n"
    ),
    "c.txt": (
        "---\ntitle: اتفاق جديد\noutlet: جريدة الساحل\npublished: 2025-03-21\n---\n"
        "وقع البلدان اتفاقية شراكة اقتصادية واسعة في العاصمة أمس. ورحب الوزير بالتعاون المشترك، وقال إن "
        "الاتفاق يحترم سيادة الدولتين على أراضيهما.\n"
    ),
}


def pytest_unconfigure() -> None:
    shutil.rmtree(_PREFECT_HOME, ignore_errors=True)


def make_project(root: Path) -> Path:
    """Make a project whose inbox holds three articles of two outlets."""
    inbox = root / "seeds" / "inbox"
    inbox.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (inbox / name).write_text(text, encoding="utf-8")
        os.utime(inbox / name, (SEED_MTIME_SECONDS, SEED_MTIME_SECONDS))
    return root


@pytest.fixture(scope="session")
def project_maker():
    """The function that makes a project in a folder that is not there yet."""
    return make_project


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own, which flows find by themselves."""
    root = make_project(tmp_path / "project")
    monkeypatch.setenv("KHITAB_PROJECT", str(root))
    return root


@pytest.fixture(scope="session")
def prefect_api():
    """Prefect's test server for the whole session; gives the address of its API."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield PREFECT_API_URL.value()
