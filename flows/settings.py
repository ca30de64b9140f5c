"""The parameters of the three flows: they are the form in the Prefect UI and the options of the commands.

Every field has its unit, default and reason in its description. A misspelt parameter is refused.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class GroupBy(StrEnum):
    """What one row of the comparison stands for."""

    AUTO = "auto"
    OUTLET = "outlet"
    PERIOD = "period"
    ARTICLE = "article"


class Period(StrEnum):
    """How long one period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Language(StrEnum):
    """The language that the report speaks; sentences are always quoted as written."""

    BOTH = "both"
    ENGLISH = "en"
    ARABIC = "ar"


class IngestParameters(BaseModel):
    """What to receive, and how patiently."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: Annotated[
        tuple[str, ...],
        Field(
            title="Sources",
            description="Names of entries in seeds/sources.toml to read; empty reads them all. "
            "The folders seeds/ and seeds/inbox/ are always read.",
        ),
    ] = ()
    timeout_seconds: Annotated[
        float,
        Field(
            title="Time-out (seconds)",
            description="How long one request may take in all before the source counts as slow; "
            "20 seconds is ten times what a healthy feed needs.",
            gt=0,
            le=600,
        ),
    ] = 20.0


class CompareParameters(BaseModel):
    """What to compare, over which days, and in which language to report it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group_by: Annotated[
        GroupBy,
        Field(
            title="Compare",
            description="What one row stands for: outlets, periods or single articles. "
            "'auto' compares single articles while there are at most 8 of them, and outlets from then on.",
        ),
    ] = GroupBy.AUTO
    period: Annotated[
        Period,
        Field(title="Period", description="How long one period is; used when periods are compared."),
    ] = Period.MONTH
    outlets: Annotated[
        tuple[str, ...],
        Field(title="Outlets", description="Outlets to compare, by name; empty takes them all."),
    ] = ()
    since: Annotated[
        date | None,
        Field(title="Since", description="First day of publication to count (YYYY-MM-DD); empty: no limit."),
    ] = None
    until: Annotated[
        date | None,
        Field(title="Until", description="Last day of publication to count (YYYY-MM-DD); empty: no limit."),
    ] = None
    language: Annotated[
        Language,
        Field(title="Language", description="Language of the report; 'both' writes the two, linked."),
    ] = Language.BOTH
    report_date: Annotated[
        date | None,
        Field(
            title="Report date",
            description="The date that the report bears (YYYY-MM-DD); empty takes the day (UTC) for which "
            "the run was scheduled, so that a late run does not take another day's place.",
        ),
    ] = None
    name: Annotated[
        str | None,
        Field(
            title="Name",
            description="Folder of the report below its date: small letters, digits and hyphens; "
            "empty names it after what is compared.",
            pattern=r"^[a-z0-9][a-z0-9-]{0,63}$",
        ),
    ] = None

    @model_validator(mode="after")
    def _window_runs_forward(self) -> "CompareParameters":
        if self.since is not None and self.until is not None and self.since > self.until:
            raise ValueError(f"since ({self.since}) is after until ({self.until}): exchange the two")
        return self


class NightlyParameters(IngestParameters, CompareParameters):
    """The whole walk: what to receive, what to compare, how to report."""
