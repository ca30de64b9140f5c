"""The parties of a sentence: actors' names, phrases headed by a party word, persons by office, nisbas."""

from functools import cached_property
from itertools import chain, takewhile

from flows.codebook.parties import Actor
from flows.coding.blame.agreement import PLURALS_IN_NUN, fellow, is_plural_in_nun, last_adjective
from flows.coding.blame.dateline import after_dateline
from flows.coding.blame.each import EACH, EACH_AS_OBJECT, place_of
from flows.coding.blame.lexicon import Lexicon
from flows.coding.blame.party import Party
from flows.coding.blame.reading import Name
from flows.coding.blame.words import Token

_APART = 2  # with a conjunction that is written as a word of its own
_LONGEST_NAME = 4
_NAME_LINKS = frozenset({"بن", "ابو", "ابن", "عبد", "ال", "دي", "فان", "بو", "ام"})
_CLAUSE_END = frozenset({".", ","})


class PartyFinder:
    """Finds the parties among the words of one sentence."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    @cached_property
    def _said(self) -> frozenset[str]:
        """Every form of every word."""
        return frozenset(chain.from_iterable(token.reading.variants for token in self._tokens))

    def parties(self) -> list[Party]:
        """Give the parties from first to last; none lies inside another."""
        found: list[Party] = []
        after = after_dateline(self._tokens)
        for at in [at for at, token in enumerate(self._tokens) if token.reading.begins_party]:
            if at < after:
                continue
            party = self._phrase(at) or self._nisba(at)
            if party is None:
                continue
            if found and self._apposes(party, found[-1]):
                found[-1].last = party.last
            else:
                self._place(party, found[-1] if found else None)
                found.append(party)
            after = party.last + 1
        return found

    def _apposes(self, party: Party, before: Party) -> bool:
        """Tell whether an office only says more of the person named before it: `فلان، وزير الخارجية،`."""
        token = self._tokens[party.first]
        person = before.kind == "title" or (
            before.actor is not None and self._lexicon.actors[before.actor].type in {"leader", "official"}
        )
        free = not token.reading.conjunction and not token.reading.preposition
        unnamed = party.kind == "title" and party.name_first == party.first
        unnamed = unnamed or (party.actor is not None and party.actor == before.actor)
        return unnamed and person and free and before.last == party.first - 1 and token.mark == ","

    def _place(self, party: Party, before: Party | None) -> None:
        """Note what governs the party."""
        at = place_of(self._tokens, party.first)
        reading = self._tokens[at].reading
        previous = self._tokens[at - 1].reading if at else None
        gap = at - before.last if before is not None else 0
        adjacent, apart = gap == 1, gap == _APART and self._tokens[at - 1].reading.norm == "و"
        party.joined = party.kind != "nisba" and (apart or (adjacent and reading.conjunction == "و"))
        party.governed = EACH.get(reading.norm, reading.preposition)
        if party.joined and not party.governed and before is not None:
            party.governed, party.owned = before.governed, before.owned
        elif not party.governed and previous is not None and not reading.conjunction:
            if "preposition" in previous.classes:
                party.governed = previous.bare
            elif not self._breaks(at) and not adjacent and reading.norm != EACH_AS_OBJECT:
                party.owned = not previous.definite and not previous.function and not previous.cues

    def _breaks(self, at: int) -> bool:
        return self._tokens[at].mark in _CLAUSE_END or self._tokens[at].mark == "("

    def _phrase(self, at: int) -> Party | None:
        """Give the noun phrase that begins at a word, if it is a party."""
        titled = self._titled(at)
        if titled is not None and titled.name_first != titled.first:
            return titled
        return self._named(at) or self._headed(at) or titled

    def _named(self, at: int) -> Party | None:
        """Give the party whose name begins at a word, by the longest name of an actor."""
        names = self._tokens[at].reading.names
        if not names:
            return None
        following = self._tokens[at + 1].reading.norm if at + 1 < len(self._tokens) else ""
        for name in names.get(following, ()) if following else ():
            last = at + len(name.words) - 1
            rest = tuple([token.reading.norm for token in self._tokens[at + 1 : last + 1]])
            if rest == name.words[1:] and not self._apart(at, last):
                return self._called(at, last, name)
        for name in names.get("", ()):
            if not self._names_another(at, name.actor):
                return self._called(at, at, name)
        return None

    def _apart(self, first: int, last: int) -> bool:
        """Tell whether a mark parts the words from first to last, other than a quotation mark."""
        return any(token.mark not in {"", '"'} for token in self._tokens[first + 1 : last + 1])

    def _called(self, at: int, last: int, name: Name) -> Party:
        """Give the party that a name is, with the adjectives after it."""
        feminine, plural = name.feminine, name.plural
        if name.described:
            last = last_adjective(self._tokens, last, feminine=feminine, definite=True, plural=plural)
        return Party(at, last, at, last, self._sense(name), feminine, plural, "name")

    def _names_another(self, at: int, actor: Actor) -> bool:
        """Tell whether a short name is somebody else's, or something else's, here: `مستشفى الأسد`."""
        if not actor.not_after and not actor.not_near:
            return False
        before = self._tokens[at - 1].reading.variants if at and not self._tokens[at].mark else frozenset()
        not_after, not_near = self._lexicon.not_after[actor.id], self._lexicon.not_near[actor.id]
        return not not_near.isdisjoint(self._said) or not not_after.isdisjoint(before)

    def _sense(self, name: Name) -> str | None:
        """Give whose a name is: of a shared one the actor whose words the sentence holds, if of one alone."""
        senses = self._lexicon.senses.get(name.words)
        if senses is None:
            return name.actor.id
        meant = [sense for sense, near in senses if not near.isdisjoint(self._said)]
        return meant[0] if len(meant) == 1 else None

    def _headed(self, at: int) -> Party | None:
        """Read a party word with its genitive, adjectives and name."""
        head = self._tokens[at].reading
        if "head_m" not in head.classes and "head_f" not in head.classes:
            return None
        if "definite_head" in head.classes and not head.definite:
            return None
        feminine = "head_f" in head.classes
        broken = "broken" in head.classes
        plural = broken or (head.stem.endswith(("ون", "ين", "و")) and not feminine)
        last, actor = at, None
        in_nun = is_plural_in_nun(head)
        inner = None if head.definite or in_nun else self._genitive(at + 1)
        if inner is not None:
            last, actor = inner.last, inner.actor
        elif not head.definite:
            last = fellow(self._tokens, at, self._lexicon.grammar) if in_nun else self._unknown_genitive(at)
        definite = head.definite or last > at
        last = last_adjective(self._tokens, last, feminine=feminine, definite=definite, plural=plural)
        if "weak" in head.classes and last == at and not (head.definite and "vague" not in head.classes):
            return None
        last = self._quoted_name(at, last)
        actor = self._actor_of(at, last) if actor is None or inner is None else actor
        return Party(at, last, at, last, actor, feminine, plural, "head", broken=broken)

    def _genitive(self, at: int) -> Party | None:
        """Give the party that is the genitive of the word before."""
        if at >= len(self._tokens):
            return None
        token = self._tokens[at]
        if token.reading.conjunction or token.reading.preposition or token.mark not in {"", '"'}:
            return None
        return self._named(at) or self._headed(at) or self._titled(at)

    def _unknown_genitive(self, at: int) -> int:
        """Give the last word of a genitive that is no known party: `وزارة الخارجية`, `حركة الشباب`."""
        if at + 1 >= len(self._tokens):
            return at
        token = self._tokens[at + 1]
        reading = token.reading
        if token.mark not in {"", '"'} or reading.conjunction or reading.preposition:
            return at
        if reading.definite and not reading.function:
            return at + 1
        return at

    def _quoted_name(self, first: int, last: int) -> int:
        """Take in a short name in quotation marks or brackets after a definite or bare head."""
        at = last + 1
        if at < len(self._tokens) and self._tokens[at].mark == '"':
            reading = self._tokens[at].reading
            opens = not (reading.conjunction or reading.preposition or reading.function)
            if opens and (reading.bare in self._lexicon.names or (last == first and not reading.cues)):
                inner = self._named(at)
                return inner.last if inner is not None else at
        return last

    def _actor_of(self, first: int, last: int) -> str | None:
        """Give the actor whose name or nisba stands in the phrase: القوات الروسية is Russia's."""
        for at in range(first + 1, last + 1):
            reading = self._tokens[at].reading
            if reading.nisba is not None:
                return reading.nisba
            inner = self._named(at)
            if inner is not None:
                return inner.actor
        return None

    def _titled(self, at: int) -> Party | None:
        """Read an office with its genitive and adjectives, and the name of who holds it."""
        head = self._tokens[at].reading
        if "title" not in head.classes:
            return None
        last = at
        if not head.definite:
            inner = self._genitive(at + 1)
            last = inner.last if inner is not None else self._office_of(at)
        last = self._adjectives_of_office(at, last)
        name = self._name_after(last + 1)
        feminine = head.stem.endswith("ه")
        if name is not None:
            first, end, actor = name
            return Party(at, end, first, end, actor, feminine, plural=False, kind="title")
        if last == at and not head.definite:
            return None
        return Party(at, last, at, last, self._actor_of(at, last), feminine, plural=False, kind="title")

    def _office_of(self, at: int) -> int:
        """Give the last word of an office's genitive past bare nouns: `رئيس إقليم كردستان`."""
        for hop in range(1, 4):
            if at + hop >= len(self._tokens) or not self._is_name_word(at + hop - 1 if hop > 1 else at + 1):
                break
            inner = self._genitive(at + hop + 1) if at + hop + 1 < len(self._tokens) else None
            if inner is not None and not self._tokens[at + hop].reading.definite and hop == 1:
                return inner.last
            if self._tokens[at + hop].reading.definite:
                return at + hop
        return self._unknown_genitive(at)

    def _adjectives_of_office(self, first: int, last: int) -> int:
        """Take in what follows an office: its adjectives and `باسم`, `لدى` or `في` with their place."""
        while last + 1 < len(self._tokens):
            token = self._tokens[last + 1]
            reading = token.reading
            if token.mark not in {"", '"'}:
                break
            # whom the office's holder accuses, no adjective of his
            people = reading.stem.endswith(PLURALS_IN_NUN)
            if (
                (reading.nisba or "adjective" in reading.classes)
                and not reading.preposition
                and not reading.conjunction
                and not people
            ):
                last += 1
                continue
            office = "title" in self._tokens[first].reading.classes
            linked = office and reading.bare in {"باسم", "لدي", "لشءون", "في"}
            inner = self._genitive(last + 2) if linked else None
            if inner is None:
                break
            last = inner.last
        return last

    def _name_after(self, at: int) -> tuple[int, int, str | None] | None:
        """Give the words and the actor of a person's name that begins at a word."""
        if at < len(self._tokens) and self._tokens[at].mark in {"", '"', ","}:
            known = self._named(at)
            reading = self._tokens[at].reading
            actor = None if known is None else self._lexicon.actors.get(known.actor or "")
            person = actor is not None and actor.type in {"leader", "official"}
            if known is not None and person and not reading.conjunction and not reading.preposition:
                return known.first, known.last, known.actor
        if at >= len(self._tokens):
            return None
        apposed = self._tokens[at].mark == ","
        reach = range(at + apposed, min(at + _LONGEST_NAME, len(self._tokens)))
        words = [*range(at, at + apposed), *takewhile(self._is_name_word, reach)]
        if apposed and (self._is_no_name(at) or words[-1] + 1 >= len(self._tokens)):
            return None
        if apposed and self._tokens[words[-1] + 1].mark not in {",", "(", "."}:
            return None
        return (words[0], words[-1], None) if len(words) > 1 else None

    def _is_name_word(self, at: int) -> bool:
        """Tell whether a word can belong to an unknown person's name."""
        if self._tokens[at].mark not in {"", '"'}:
            return False
        return not self._is_no_name(at)

    def _is_no_name(self, at: int) -> bool:
        """Tell whether a word is known as something else than a person's name."""
        reading = self._tokens[at].reading
        if reading.bare in _NAME_LINKS or reading.norm in _NAME_LINKS:
            return False
        known = reading.function or reading.cues or reading.nisba or self._named(at) is not None
        heads = reading.has("head_m", "head_f", "title", "speech")
        clitics = reading.conjunction or reading.preposition
        return bool(known or heads or clitics or reading.norm.isdigit())

    def _nisba(self, at: int) -> Party | None:
        """Give the relative adjective at a word as a party: `الغارات الروسية`."""
        reading = self._tokens[at].reading
        if reading.nisba is None:
            return None
        feminine = reading.stem.endswith("ه")
        plural = reading.stem.endswith(("ون", "ين"))
        return Party(at, at, at, at, reading.nisba, feminine, plural, "nisba")
