"""The walk from sources to report without its scheduler, for tests that look at what comes out."""

from datetime import date
from pathlib import Path

from flows.codebook.load import load
from flows.coding.articles import code
from flows.compare import Comparison, Corpus, compare
from flows.report.provenance import Provenance
from flows.report.write import write_report
from flows.settings import CompareParameters
from flows.sources.receive import receive
from flows.sources.registry import read_sources
from flows.storing import coded as coded_store
from flows.storing import seeds as seed_files

FETCHED_AT = "2026-11-22T00:00:00Z"


def corpus_of(project: Path) -> tuple[Corpus, object]:
    """Ingest and code what lies in the project's `seeds/`; give the corpus and the codebook."""
    seeds = project / "seeds"
    received = [
        receive(source, seeds, timeout_seconds=5, fetched_at=FETCHED_AT) for source in read_sources(seeds)
    ]
    seed_files.settle(seeds, received)
    articles = seed_files.load(seeds).articles
    codebook = load()
    version = coded_store.coder_version(codebook.version)
    store = project / ".khitab" / "coded"
    coded_store.put(store, version, code(articles, codebook))
    coded = coded_store.load(store, version, articles["article_id"].to_list())
    receipts, skips = seed_files.coverage(seeds)
    corpus = Corpus(articles, coded.sentences, coded.hits, coded.blame, coded.harm, receipts, skips)
    return corpus, codebook


def report_of(project: Path, report_date: date, parameters: CompareParameters | None = None) -> Path:
    """Walk the whole way and give the report's folder."""
    parameters = parameters or CompareParameters()
    comparison, codebook = comparison_of(project, parameters)
    settings = parameters.model_dump(mode="json", exclude={"report_date", "name"})
    version = coded_store.coder_version(codebook.version)
    provenance = Provenance(report_date, settings, codebook.version, version, parameters.language)
    return write_report(project / "reports", comparison, provenance)


def comparison_of(project: Path, parameters: CompareParameters) -> tuple[Comparison, object]:
    """Ingest, code and compare."""
    corpus, codebook = corpus_of(project)
    return compare(corpus, codebook, parameters), codebook
