"""The types of blame errors, each worked by hand; and that they leave nothing out and count nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.coding.blame.seen import Seen, SeenParty
from flows.measures.agreement import Blamed, match
from flows.measures.error_types import ERROR_TYPES, blame_errors

RUSSIA, IRAN, TURKEY = SeenParty("روسيا", "روسيا", "russia"), SeenParty("إيران", "إيران", "iran"), "تركيا"


def blame(target, kind="harm", source=None, stance="asserted"):
    return Blamed(target, source, kind, stance)


def seen(*parties, **changes):
    return Seen(**({"parties": parties, "cues": ("قصفت",), "read": True} | changes))


CASES = {
    "missed: no cue": ([blame("روسيا")], [], seen(RUSSIA, cues=())),
    "missed: cue needs another word": ([blame("روسيا")], [], seen(RUSSIA, cues=(), weak=("ضرب",))),
    "missed: set aside unread": ([blame("روسيا")], [], seen(RUSSIA, read=False)),
    "missed: party not seen": ([blame("روسيا")], [], seen(IRAN)),
    "missed: taken for the accuser": (
        [blame("روسيا")],
        [],
        seen(SeenParty("روسيا", "روسيا", accuses=True)),
    ),
    "missed: nobody held blamed": ([blame("روسيا")], [], seen(RUSSIA)),
    "missed: another held blamed": (
        [blame("روسيا"), blame("فرنسا", "accusation", "إيران")],
        [blame("إيران")],
        seen(RUSSIA, IRAN, cues=("اتهم",)),
    ),
    "missed: one beside the blamed": (
        [blame("روسيا"), blame("إيران")],
        [blame("إيران")],
        seen(RUSSIA, IRAN),
    ),
    "changed: stance": ([blame("روسيا")], [blame("روسيا", stance="denied")], seen(RUSSIA)),
    "changed: other words": (
        [blame("موسكو")],
        [blame("روسيا")],
        seen(RUSSIA, SeenParty("موسكو", "موسكو", "russia")),
    ),
    "changed: explicit blame read as harm": ([blame("روسيا", "accusation")], [blame("روسيا")], seen(RUSSIA)),
    "changed: harm read as explicit blame": ([blame("روسيا")], [blame("روسيا", "accusation")], seen(RUSSIA)),
    "changed: accusation and responsibility": (
        [blame("روسيا", "responsibility")],
        [blame("روسيا", "accusation")],
        seen(RUSSIA),
    ),
    "changed: source missed": ([blame("روسيا", source=TURKEY)], [blame("روسيا")], seen(RUSSIA)),
    "changed: source made up": ([blame("روسيا")], [blame("روسيا", source=TURKEY)], seen(RUSSIA)),
    "changed: other source": ([blame("روسيا", source=TURKEY)], [blame("روسيا", source="مصر")], seen(RUSSIA)),
    "added: blamed twice": ([blame("روسيا")], [blame("روسيا"), blame("روسيا", "accusation")], seen(RUSSIA)),
    "added: who blames": (
        [blame("روسيا", "accusation", "إيران")],
        [blame("روسيا", "accusation", "إيران"), blame("إيران")],
        seen(RUSSIA, IRAN),
    ),
    "added: whom it strikes": ([], [blame("إيران")], seen(SeenParty("إيران", "إيران", governed="علي"))),
    "added: joined to the blamed": (
        [blame("روسيا")],
        [blame("روسيا"), blame("إيران")],
        seen(RUSSIA, SeenParty("إيران", "إيران", joined=True)),
    ),
    "added: bystander": ([blame("روسيا")], [blame("روسيا"), blame("إيران")], seen(RUSSIA, IRAN)),
    "added: harm where none is": ([], [blame("روسيا")], seen(RUSSIA)),
    "added: accusation where none is": ([], [blame("روسيا", "responsibility")], seen(RUSSIA)),
}


@pytest.mark.parametrize("kind", CASES)
def test_each_type_has_its_case(kind):
    assert kind in {error.type for error in blame_errors(*CASES[kind])}


def test_every_type_has_a_case():
    assert list(CASES) == list(ERROR_TYPES)


def test_what_agrees_is_no_error():
    record = blame("روسيا", "accusation", TURKEY)
    assert blame_errors([record], [record], seen(RUSSIA)) == []
    assert blame_errors([], [], Seen()) == []


def test_a_wrong_kind_and_a_wrong_source_are_one_error():
    (error,) = blame_errors([blame("روسيا", "accusation", TURKEY)], [blame("روسيا")], seen(RUSSIA))
    assert error.type == "changed: explicit blame read as harm"
    assert (error.expected.source, error.found.source) == (TURKEY, None)


NAMES = st.sampled_from(["روسيا", "إيران", "موسكو", "القوات الروسية", "تركيا"])
RECORDS = st.lists(
    st.builds(
        Blamed,
        NAMES,
        st.none() | NAMES,
        st.sampled_from(["accusation", "responsibility", "harm"]),
        st.sampled_from(["asserted", "denied"]),
    ),
    max_size=4,
)
PARTIES = st.builds(
    SeenParty, NAMES, NAMES, st.none() | st.sampled_from(["russia", "iran"]), st.sampled_from(["", "علي"]),
    st.booleans(), st.booleans(),
)  # fmt: skip
SIGHTS = st.builds(
    Seen,
    st.lists(PARTIES, max_size=4).map(tuple),
    st.sampled_from([(), ("قصف",)]),
    st.sampled_from([(), ("ضرب",)]),
    st.booleans(),
)


@given(RECORDS, RECORDS, SIGHTS)
def test_the_errors_add_up_to_what_precision_and_recall_lack(coded, found, sight):
    errors = blame_errors(coded, found, sight)
    correct = len(match(found, coded))
    assert {error.type for error in errors} <= set(ERROR_TYPES)
    paired = [error for error in errors if error.expected is not None and error.found is not None]
    apart = sum(error.type in {"changed: stance", "changed: other words"} for error in paired)
    assert sum(error.found is None for error in errors) + apart == len(coded) - correct
    assert sum(error.expected is None for error in errors) + apart == len(found) - correct
    assert len(paired) - apart <= correct


@given(RECORDS, SIGHTS)
def test_a_perfect_coder_makes_no_error(coded, sight):
    assert [error for error in blame_errors(coded, coded, sight) if error.type.startswith("missed")] == []
