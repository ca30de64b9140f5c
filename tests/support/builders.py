"""Small tables and comparisons for tests: four sentences of two made articles, coded by hand."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import SimpleNamespace

import polars as pl

from flows.compare import Comparison, Corpus, compare
from flows.settings import CompareParameters
from flows.tables import ARTICLES, BLAME, HARM, HITS, RECEIPTS, SENTENCES, SKIPS, Table

WAR = "توسعت الحرب الأهلية إلى حرب إقليمية بالوكالة، واتهمت روسيا تركيا بتسليح الفصائل."
SIEGE = "فرض الأسد حصارا طويلا على المدينة."
PARTNERSHIP = "اختبار الشراكة بعد الحرب"
SOVEREIGNTY = "أكدت دمشق سيادتها على كامل أراضيها، وقالت إن السيادة لا تُجزّأ."

FRAME = {
    "code": "peace",
    "label": {"en": "Peace", "ar": "السلم"},
    "definition": {"en": "Peace is named.", "ar": "يذكر السلم."},
    "include": [{"en": "truces", "ar": "الهدن"}],
    "exclude": [{"en": "greetings", "ar": "التحية"}],
    "entries": [{"entry": "سلم", "match": {"noun": "سلم"}}],
    "examples": [{"text": "عم السلم البلاد."}],
    "counterexamples": [{"text": "صعد السلم.", "why": "درج"}],
}
"""The smallest frame that a codebook can hold."""


def table(schema: Table, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Give rows as a table; columns that a row does not name are null."""
    frame = pl.DataFrame(list(rows), schema=schema.schema, orient="row")
    return schema.conform(frame)


def _text(en: str, ar: str) -> SimpleNamespace:
    return SimpleNamespace(en=en, ar=ar)


def codebook() -> SimpleNamespace:
    """Give a codebook of three frames and two actors, as far as a comparison looks at it."""
    names = [
        ("sovereignty", "Sovereignty", "السيادة"),
        ("partnership", "Partnership", "الشراكة"),
        ("proxy_war", "Proxy war", "الحرب بالوكالة"),
    ]
    frames = tuple(
        SimpleNamespace(
            code=code,
            label=_text(en, ar),
            definition=_text(f"What {en} is.", f"ما هي {ar}."),
            include=(_text("this", "هذا"),),
            exclude=(_text("that", "ذاك"),),
            entries=(1, 2),
            examples=(SimpleNamespace(text=SOVEREIGNTY),),
            counterexamples=(SimpleNamespace(text=SIEGE),),
        )
        for code, en, ar in names
    )
    actors = (
        SimpleNamespace(id="bashar_al_assad", label=_text("Bashar al-Assad", "بشار الأسد")),
        SimpleNamespace(id="russia", label=_text("Russia", "روسيا")),
    )
    return SimpleNamespace(version="0123456789abcdef", frames=frames, actors=actors)


def article(article_id: str, **fields: object) -> dict[str, object]:
    """Give one row of ARTICLES."""
    known = {
        "article_id": article_id,
        "outlet": "جريدة",
        "title": None,
        "url": None,
        "published": None,
        "published_precision": "none",
        "fetched_at": "2026-01-01T00:00:00Z",
        "source": f"inbox:seeds/inbox/{article_id}.txt",
        "path": f"جريدة/undated/{article_id}.txt",
        "text": "نص",
    }
    return known | fields


def dated(article_id: str, day: dt.date, precision: str = "day", **fields: object) -> dict[str, object]:
    """Give one row of ARTICLES with a date."""
    return article(article_id, published=day, published_precision=precision, **fields)


def sentence(
    article_id: str, number: int, text: str, words: int, position: str = "body"
) -> dict[str, object]:
    """Give one row of SENTENCES."""
    return {
        "article_id": article_id,
        "sentence": number,
        "position": position,
        "start": 0,
        "end": len(text),
        "text": text,
        "words": words,
    }


def hit(article_id: str, number: int, text: str, frame: str, surface: str) -> dict[str, object]:
    """Give one row of HITS for the first `surface` in `text`."""
    start = text.index(surface)
    return {
        "article_id": article_id,
        "sentence": number,
        "frame": frame,
        "entry": surface,
        "surface": surface,
        "start": start,
        "end": start + len(surface),
        "status": "asserted",
        "voice": "own",
    }


def blame(article_id: str, number: int, text: str, target: str, **fields: object) -> dict[str, object]:
    """Give one row of BLAME for the first `target` in `text`."""
    start = text.index(target)
    known = {
        "article_id": article_id,
        "sentence": number,
        "target": target,
        "kind": "harm",
        "stance": "asserted",
        "cue": "فرض",
        "start": start,
        "end": start + len(target),
        "rule": "subject",
    }
    return {name: (known | fields).get(name) for name in BLAME.schema}


def harm(article_id: str, number: int, text: str, surface: str, doer: str = "unnamed") -> dict[str, object]:
    """Give one row of HARM for the first `surface` in `text`."""
    start = text.index(surface)
    return {
        "article_id": article_id,
        "sentence": number,
        "cue": "killed",
        "surface": surface,
        "start": start,
        "end": start + len(surface),
        "doer": doer,
    }


def corpus(articles: Iterable[Mapping[str, object]] | None = None) -> Corpus:
    """Give two coded articles: one of December 2016 on a proxy war, one of 2025 on sovereignty."""
    default = [
        dated("a" * 16, dt.date(2016, 12, 1), "month", outlet="أ", text=f"{WAR} {SIEGE}"),
        dated("b" * 16, dt.date(2025, 12, 25), outlet="ب", title=PARTNERSHIP, text=SOVEREIGNTY),
    ]
    return Corpus(
        articles=table(ARTICLES, default if articles is None else articles),
        sentences=table(
            SENTENCES,
            [
                sentence("a" * 16, 0, WAR, 12, "lead"),
                sentence("a" * 16, 1, SIEGE, 6, "lead"),
                sentence("b" * 16, 0, PARTNERSHIP, 4, "headline"),
                sentence("b" * 16, 1, SOVEREIGNTY, 10, "lead"),
            ],
        ),
        hits=table(
            HITS,
            [
                hit("a" * 16, 0, WAR, "proxy_war", "حرب إقليمية بالوكالة"),
                hit("b" * 16, 0, PARTNERSHIP, "partnership", "الشراكة"),
                hit("b" * 16, 1, SOVEREIGNTY, "sovereignty", "سيادتها"),
                hit("b" * 16, 1, SOVEREIGNTY, "sovereignty", "السيادة"),
            ],
        ),
        blame=table(
            BLAME,
            [
                blame("a" * 16, 0, WAR, "تركيا", source="روسيا", source_actor="russia", kind="accusation"),
                blame("a" * 16, 1, SIEGE, "الأسد", target_actor="bashar_al_assad"),
            ],
        ),
        harm=table(HARM, [harm("a" * 16, 0, WAR, "توسعت")]),
        receipts=table(
            RECEIPTS,
            [{"source": "inbox", "kind": "folder", "location": "seeds/inbox", "received": 3, "kept": 2}],
        ),
        skips=table(
            SKIPS,
            [
                {
                    "source": "inbox",
                    "item": "seeds/inbox/<empty>.txt",
                    "reason": "empty",
                    "detail": "The file is empty.",
                    "outlet": "unknown",
                    "day": dt.date(2026, 1, 1),
                    "items": 1,
                    "in_last_reading": True,
                }
            ],
        ),
    )


def comparison(parameters: CompareParameters | None = None, of: Corpus | None = None) -> Comparison:
    """Compare the two articles."""
    return compare(of or corpus(), codebook(), parameters or CompareParameters())
