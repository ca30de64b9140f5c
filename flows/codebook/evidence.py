"""The learned part of the codebook: what each feature of a sentence weighs, by model.

`evidence.csv` has one row for each weight: the model, the feature and the weight. It is made from hand-coded
sentences by `python tests/support/learn_evidence.py`; a codebook without the file decides by its rules alone.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl

from flows.codebook.problems import Problem

EVIDENCE_FILE = "evidence.csv"
_SCHEMA = {"model": pl.String, "feature": pl.String, "weight": pl.Float64}

Evidence = Mapping[str, Mapping[str, float]]
"""The weight of each feature, by model."""


def load_evidence(path: Path, problems: list[Problem]) -> Evidence:
    """Read the weights of a codebook.

    Args:
        path: the file; it may be absent.
        problems: what is wrong with it is added here.

    Returns:
        The weights; none where there is no file or it cannot be read.
    """
    if not path.exists():
        return MappingProxyType({})
    try:
        table = pl.read_csv(path, schema=_SCHEMA, null_values=[])
    except (OSError, pl.exceptions.PolarsError) as refusal:
        reason = str(refusal).partition("\n")[0]
        hint = "make it anew with tests/support/learn_evidence.py"
        problems.append(Problem(path.name, None, f"the weights cannot be read: {reason}", hint))
        return MappingProxyType({})
    return by_model(table)


def by_model(table: pl.DataFrame) -> Evidence:
    """Give a table of `model`, `feature` and `weight` as mappings."""
    models = table.partition_by("model", as_dict=True, include_key=False)
    return MappingProxyType(
        {
            str(model): dict(zip(rows["feature"].to_list(), rows["weight"].to_list(), strict=True))
            for (model,), rows in models.items()
        }
    )


def as_table(evidence: Evidence) -> pl.DataFrame:
    """Give weights as a table of `model`, `feature` and `weight`, in the file's order."""
    rows = [
        (model, feature, weight)
        for model in sorted(evidence)
        for feature, weight in sorted(evidence[model].items())
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
