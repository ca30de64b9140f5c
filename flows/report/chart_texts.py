"""What the charts show, in a sentence each, for who cannot see them; the tables hold every number."""

from collections.abc import Callable, Sequence

from flows.compare.model import Group
from flows.compare.terms import Measure
from flows.report.blame_views import BlameView
from flows.report.speech import Speech
from flows.report.views import FrameView


def chart_texts(speech: Speech) -> dict[str, Callable[..., str]]:
    """Give the functions that tell of a chart, by the name under which the templates know them."""

    def frame_chart_text(view: FrameView) -> str:
        rates = [(group, cell.rate) for group, cell in view.cells]
        return speech.say(
            "Chart: from %(low)s to %(high)s mentions per 1,000 words. The tables hold every number.",
            **_extent(speech, rates, speech.rate),
        )

    def doerless_chart_text(blame: Sequence[BlameView]) -> str:
        shares = [(view.group, view.doerless.share) for view in blame]
        return speech.say(
            "Chart: from %(low)s to %(high)s name no doer. The table holds every number.",
            **_extent(speech, shares, speech.percent),
        )

    def mix_chart_text(views: Sequence[FrameView]) -> str:
        return speech.say(
            "Chart: how the mentions of each are divided among %(frames)s. The tables hold every number.",
            frames=speech.listed(speech.name(view.frame.label) for view in views),
        )

    def blame_chart_text(view: BlameView) -> str:
        first = view.targets[0].target
        return speech.say(
            "Chart: most blamed is %(party)s (%(times)s). The tables hold every number.",
            party=speech.isolated(speech.name(first.label)),
            times=speech.integer(first.asserted),
        )

    return {
        "frame_chart_text": frame_chart_text,
        "doerless_chart_text": doerless_chart_text,
        "mix_chart_text": mix_chart_text,
        "blame_chart_text": blame_chart_text,
    }


def _extent(
    speech: Speech, measured: Sequence[tuple[Group, Measure]], write: Callable[[float | None], str]
) -> dict[str, str]:
    """Name the lowest and the highest value of a chart, each with whose it is."""
    ordered = sorted(measured, key=lambda one: -1.0 if one[1].value is None else one[1].value)
    known = [one for one in ordered if one[1].value is not None] or ordered
    low, high = (
        speech.say(
            "%(value)s (%(group)s)",
            value=write(measure.value),
            group=speech.isolated(speech.name(group.label)),
        )
        for group, measure in (known[0], known[-1])
    )
    return {"low": low, "high": high}
