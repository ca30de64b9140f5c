"""The codebook compiled for role resolution: what each written word can be, looked up once and remembered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from flows.codebook.grammar import Grammar
from flows.codebook.inflect import surface_forms
from flows.codebook.offices import Office, SharedName, senses_of, titles_of
from flows.codebook.parties import Actor, Cue
from flows.coding.blame.kept import Kept
from flows.coding.blame.reading import (
    CLITICS,
    CLOSED,
    PARTY_WORDS,
    SHORTEST_STEM,
    Name,
    Phrase,
    Reading,
    Split,
    Token,
    attributes_of,
    mark_of,
    parted,
    shape_of,
    splits_of,
    variants_of,
    without_article,
)
from flows.text.normalise import normalise
from flows.text.stems import stem as rough_stem

_SHORTEST_UNKNOWN = 5
_MOST_WORDS = 150_000
_PLURALS = ("ون", "ين", "ات", "ان")
_NONE: frozenset[str] = frozenset()
_NO_PHRASES: Mapping[str, Sequence[Phrase]] = {}
_NO_NAMES: Mapping[str, Sequence[Name]] = {}


class Lexicon:
    """The codebook's actors and cues and the grammar's classes, by folded word."""

    def __init__(
        self,
        actors: Sequence[Actor],
        cues: Sequence[Cue],
        grammar: Grammar,
        offices: Sequence[Office] = (),
        shared_names: Sequence[SharedName] = (),
    ) -> None:
        self._readings: Kept[str, Reading] = Kept(self._read, most=_MOST_WORDS)
        self._features: Kept[str, tuple[str, str]] = Kept(_feature, most=_MOST_WORDS)
        self._marks: Kept[str, tuple[str, bool]] = Kept(mark_of, most=_MOST_WORDS)
        self.tokens = Kept(self._token, most=_MOST_WORDS)
        self.grammar = grammar
        self.names: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
        self.actors = {actor.id: actor for actor in actors}
        self.not_after = {actor.id: frozenset(map(normalise, actor.not_after)) for actor in actors}
        self.not_near = {actor.id: frozenset(map(normalise, actor.not_near)) for actor in actors}
        self._cities = {normalise(place) for actor in actors for place in actor.metonyms}
        self._houses = {normalise(house) for actor in actors for house in actor.houses}
        self._nisba: dict[str, str] = {}
        for actor in actors:
            self._add_actor(actor)
        self.senses = senses_of(shared_names)
        for words, senses in self.senses.items():
            self.names.setdefault(words[0], []).append((words, self.actors[senses[0][0]]))
        self.offices = titles_of(offices)
        for first, names in self.names.items():
            names.sort(key=lambda name: -len(name[0]))
            if first.endswith("ا"):
                self._nisba.pop(first, None)  # تركيا is the country, never an accusative of تركي
        self.cue_forms: dict[str, list[Cue]] = {}
        self._phrases: dict[str, dict[str, list[Phrase]]] = {}
        for cue in cues:
            self._add_cue(cue)
        self.wrong_words = frozenset(word for cue in cues for word in cue.needs)
        self.agent_openings = {phrase.split()[0] for phrase in grammar.agent_phrases}
        self._classes = _classes(grammar)
        self._whole_long = {stem for stem in grammar.whole_stems if len(stem) > SHORTEST_STEM + 1}
        self._lengths_of_whole = sorted(set(map(len, self._whole_long)))
        self._adjectives = {form for lemma in grammar.adjectives for form in adjective_forms(lemma)}
        stems = self._classes.keys() | self._nisba.keys() | grammar.whole_stems
        self._known_words = frozenset(stems | self.names.keys() | self.cue_forms.keys())
        self._known_stems = frozenset(stems | self._adjectives)
        self._names = {first: self._by_second_word(names) for first, names in self.names.items()}

    def _add_actor(self, actor: Actor) -> None:
        people = [each for plural in actor.people for each in (plural, "ال" + plural)]
        for name in dict.fromkeys((*actor.names, *actor.metonyms, *actor.houses, *people)):
            words = tuple(normalise(name).split())
            self.names.setdefault(words[0], []).append((words, actor))
        for lemma in actor.nisba:
            for form in adjective_forms(normalise(lemma)):
                self._nisba.setdefault(form, actor.id)

    def _add_cue(self, cue: Cue) -> None:
        for form in cue.forms:
            words = tuple(form.split())
            if len(words) == 1:
                self.cue_forms.setdefault(form, []).append(cue)
            else:
                self._phrases.setdefault(words[0], {}).setdefault(words[1], []).append((words[1:], cue))

    def _by_second_word(self, names: Iterable[tuple[tuple[str, ...], Actor]]) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for words, actor in names:
            found.setdefault(words[1] if len(words) > 1 else "", []).append(self._name(words, actor))
        return found

    def _name(self, words: tuple[str, ...], actor: Actor) -> Name:
        classes, name = self._classes_of(words[0], without_article(words[0])), " ".join(words)
        feminine = "head_f" in classes or (actor.gender == "f" and "head_m" not in classes)
        plural = words[0].endswith(("ون", "ين")) and actor.type in {"group", "people", "state"}
        feminine = (feminine or name in self._cities) and not plural and name not in self._houses
        described = words[-1].startswith("ال") or not classes.isdisjoint(("head_m", "head_f"))
        return Name(words, actor, feminine, plural, described)

    @cached_property
    def stems_of_actors(self) -> frozenset[str]:
        """The stems of words that name an actor by themselves, relative adjectives too."""
        alone = (first for first, names in self.names.items() if any(len(words) == 1 for words, _ in names))
        return frozenset(map(rough_stem, (*alone, *self._nisba)))

    def read(self, word: str) -> Reading:
        """Give the reading of a written word.

        Args:
            word: as written.

        Returns:
            Its reading, the same object for the same word.
        """
        return self._readings[normalise(word)]

    def _token(self, chunk: str) -> Token:
        """Give a written word with what stands before it."""
        gap, word = parted(chunk)
        return Token(self.read(word), *self._marks[gap])

    def _read(self, norm: str) -> Reading:
        conjunction, preposition, bare = self._split(norm)
        stem = without_article(bare)
        definite = stem is not bare
        classes = self._classes_of(bare, stem)
        cues, phrases = tuple(self.cue_forms.get(norm, ())), self._phrases.get(norm, _NO_PHRASES)
        names, nisba = self._names.get(bare, _NO_NAMES), self._nisba.get(stem)
        variants = variants_of(norm, bare, stem)
        root, feature = self._features[rough_stem(norm)]
        return Reading(
            norm,
            bare,
            stem,
            conjunction,
            preposition,
            definite,
            classes,
            cues,
            phrases,
            names,
            nisba,
            variants,
            tuple(filter(self.wrong_words.__contains__, variants)),
            root,
            shape_of(classes, bare, preposition, cued=bool(cues), nisba=nisba is not None, definite=definite),
            feature,
            function=not classes.isdisjoint(CLOSED),
            attributes=attributes_of(classes, bare, stem),
            opens_cue=bool(cues or phrases),
            begins_party=nisba is not None or bool(names) or not classes.isdisjoint(PARTY_WORDS),
        )

    def _split(self, norm: str) -> Split:
        """Part a folded word into its conjunction, its preposition and the rest."""
        if norm[0] not in CLITICS:
            return "", "", norm
        splits = list(splits_of(norm))
        if norm in self.cue_forms and norm not in self.names:
            return self._cue_split(norm, splits)
        for split in splits:
            if self._known(split[2]):
                return split
        articled = (split for split in splits if split[2].startswith("ال"))
        return next(articled, None) or self._guess(splits)

    def _classes_of(self, bare: str, stem: str) -> frozenset[str]:
        """Give the grammar's classes of a word; without its article it is no verb of saying."""
        classes = self._classes.get(bare, _NONE)
        if stem in self._classes:
            classes |= self._classes[stem] - {"speech"}
        return classes | {"adjective"} if stem in self._adjectives else classes

    def _cue_split(self, norm: str, splits: list[Split]) -> Split:
        """Take off a cue's clitics: the barest split that is still a form of the same cue."""
        cues = {cue.id for cue in self.cue_forms[norm]}
        same = [each for each in splits if any(cue.id in cues for cue in self.cue_forms.get(each[2], ()))]
        return min(same, key=lambda each: len(each[2].removeprefix("ال")))

    def _guess(self, splits: list[Split]) -> Split:
        """Split an unknown word: its first letter is a clitic unless a listed stem begins so."""
        norm = splits[0][2]
        begins = (norm[:length] for length in self._lengths_of_whole)
        if len(norm) < _SHORTEST_UNKNOWN or not self._whole_long.isdisjoint(begins):
            return splits[0]
        return next((split for split in splits[1:] if split[0] != "ف"), splits[0])

    def _known(self, bare: str) -> bool:
        return bare in self._known_words or (bare.startswith("ال") and bare[2:] in self._known_stems)


def _feature(root: str) -> tuple[str, str]:
    return root, f"word:{root}"


def adjective_forms(lemma: str) -> Iterator[str]:
    """Give the forms of a folded adjective without article: gender, number and the accusative in alef.

    Args:
        lemma: folded, masculine singular; of a phrase (كوري شمالي) only the whole is given.

    Yields:
        The forms, folded.
    """
    yield lemma
    if " " not in lemma:
        yield from (lemma + ending for ending in ("ه", "ا", "تين", "تان", *_PLURALS))


def _classes(grammar: Grammar) -> dict[str, frozenset[str]]:
    """Give the classes of every word of the grammar."""
    speech = [form for verb in grammar.speech_verbs for form in _speech_forms(verb)]
    lists = {
        "preposition": grammar.prepositions,
        "victim": grammar.victim_prepositions,
        "subordinator": grammar.subordinators,
        "relative": grammar.relatives,
        "negation": grammar.negations,
        "particle": grammar.particles,
        "head_m": grammar.party_heads.m,
        "head_f": grammar.party_heads.f,
        "weak": grammar.weak_heads,
        "definite_head": grammar.definite_heads,
        "vague": grammar.vague_heads,
        "broken": grammar.broken_plurals,
        "ally": grammar.allies,
        "title": grammar.titles,
        "speech": [*speech, *grammar.speech_forms, *grammar.speech_participles],
        "saying": grammar.speech_participles,
    }
    classes: dict[str, set[str]] = {}
    for name, words in lists.items():
        for word in words:
            classes.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in classes.items()}


def _speech_forms(lemma: str) -> frozenset[str]:
    return surface_forms(lemma, "verb", pronouns=False, passive=False)
