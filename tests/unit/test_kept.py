"""What is kept by what it was made from: made once, and forgotten only when nobody asks for it any more."""

from flows.coding.blame.kept import Kept


def kept_of(most: int) -> tuple[Kept[int, str], list[int]]:
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return str(key)

    return Kept(make, most), made


def test_an_answer_is_made_once():
    kept, made = kept_of(3)
    assert [kept[key] for key in (1, 2, 1, 2, 1)] == ["1", "2", "1", "2", "1"]
    assert made == [1, 2]


def test_what_is_asked_for_again_is_not_forgotten_by_others():
    kept, made = kept_of(3)
    for key in range(100, 120):
        assert kept[1] == "1"
        assert kept[key] == str(key)
    assert made.count(1) == 1


def test_what_nobody_asks_for_is_forgotten():
    kept, made = kept_of(3)
    for key in (1, *range(100, 120), 1):
        assert kept[key] == str(key)
    assert made.count(1) == 2
    assert len(kept) <= 3
