"""The codebook compiled for role resolution: what each written word can be, looked up once and remembered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.codebook.grammar import Grammar
from flows.codebook.inflect import surface_forms
from flows.codebook.offices import Office, SharedName, senses_of, titles_of
from flows.codebook.parties import Actor, Cue
from flows.text.normalise import normalise
from flows.text.stems import stem as rough_stem

_SHORTEST_STEM = 2
_SHORTEST_UNKNOWN = 5
_SUFFIXES = ("ها", "هم", "ه")
_PLURALS = ("ون", "ين", "ات", "ان")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one written word can be.

    Attributes:
        norm: the folded word.
        bare: without conjunction and preposition, article kept (لل is read as ل and ال).
        stem: `bare` without the article.
        conjunction: و, ف or "".
        preposition: ب, ل, ك or "".
        definite: whether the article is written.
        classes: the grammar's classes that hold it.
        cues: the cues of one word that it can be.
        nisba: the actor that it names as a relative adjective, or None.
        variants: the forms under which a list of words may hold it.
        root: its rough stem.
        shape: what it is for the grammar, in a word.
        feature: the feature of a sentence that holds it.
        function: whether it is a word of the closed classes.
        begins_party: whether a party can begin with it.
    """

    norm: str
    bare: str
    stem: str
    conjunction: str
    preposition: str
    definite: bool
    classes: frozenset[str]
    cues: tuple[Cue, ...]
    nisba: str | None
    variants: frozenset[str]
    root: str
    shape: str
    feature: str
    function: bool
    begins_party: bool

    def has(self, *names: str) -> bool:
        """Tell whether any of the classes holds the word."""
        return not self.classes.isdisjoint(names)


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
        self._readings: dict[str, Reading] = {}
        self.grammar = grammar
        self.names: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
        self.actors = {actor.id: actor for actor in actors}
        self.not_after = {actor.id: frozenset(map(normalise, actor.not_after)) for actor in actors}
        self.not_near = {actor.id: frozenset(map(normalise, actor.not_near)) for actor in actors}
        self.houses = {normalise(house) for actor in actors for house in actor.houses}
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
        self.phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for cue in cues:
            self._add_cue(cue)
        self.wrong_words = frozenset(word for cue in cues for word in cue.needs)
        self._classes = _classes(grammar)
        self._whole_long = tuple(stem for stem in grammar.whole_stems if len(stem) > _SHORTEST_STEM + 1)
        self._adjectives = {form for lemma in grammar.adjectives for form in adjective_forms(lemma)}

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
                self.phrases.setdefault(words[0], []).append((words, cue))

    def read(self, word: str) -> Reading:
        """Give the reading of a written word.

        Args:
            word: as written.

        Returns:
            Its reading, the same object for the same word.
        """
        reading = self._readings.get(word)
        if reading is None:
            reading = self._read(normalise(word))
            self._readings[word] = reading
        return reading

    def _read(self, norm: str) -> Reading:
        splits = list(_splits(norm))
        best = self._cue_split(norm, splits) or next((each for each in splits if self._known(each[2])), None)
        if best is None:
            best = next((split for split in splits if split[2].startswith("ال")), None) or self._guess(splits)
        conjunction, preposition, bare = best
        definite = bare.startswith("ال") and len(bare) > _SHORTEST_STEM + 2
        stem = bare[2:] if definite else bare
        classes = self._classes.get(bare, frozenset()) | (self._classes.get(stem, frozenset()) - {"speech"})
        if stem in self._adjectives:
            classes |= {"adjective"}
        cues = tuple(self.cue_forms.get(norm, ()))
        nisba, variants = self._nisba.get(stem), _variants(norm, bare, stem)
        root = rough_stem(norm)
        shape = _shape(
            classes, bare, preposition, cued=bool(cues), nisba=nisba is not None, definite=definite
        )
        return Reading(
            norm,
            bare,
            stem,
            conjunction,
            preposition,
            definite,
            classes,
            cues,
            nisba,
            variants,
            root,
            shape,
            f"word:{root}",
            function=not classes.isdisjoint(_CLOSED),
            begins_party=nisba is not None or bare in self.names or not classes.isdisjoint(_PARTY_WORDS),
        )

    def _cue_split(self, norm: str, splits: list[tuple[str, str, str]]) -> tuple[str, str, str] | None:
        """Take off a cue's clitics: the barest split that is still a form of the same cue."""
        cues = {cue.id for cue in self.cue_forms.get(norm, ())}
        if not cues or norm in self.names:
            return None
        same = [each for each in splits if any(cue.id in cues for cue in self.cue_forms.get(each[2], ()))]
        return min(same, key=lambda each: len(each[2].removeprefix("ال")), default=None)

    def _guess(self, splits: list[tuple[str, str, str]]) -> tuple[str, str, str]:
        """Split an unknown word: its first letter is a clitic unless a listed stem begins so."""
        norm = splits[0][2]
        if len(norm) < _SHORTEST_UNKNOWN or norm.startswith(self._whole_long):
            return splits[0]
        return next((split for split in splits[1:] if split[0] != "ف"), splits[0])

    def _known(self, bare: str) -> bool:
        if bare in self.names or bare in self._classes or bare in self._nisba or bare in self.cue_forms:
            return True
        stem = bare[2:] if bare.startswith("ال") else ""
        whole = self.grammar.whole_stems
        if bare in whole or stem in whole:
            return True
        return stem in self._classes or stem in self._nisba or stem in self._adjectives


_CLOSED = ("preposition", "subordinator", "relative", "negation", "particle")
_PARTY_WORDS = ("head_m", "head_f", "title")
_SHAPES = {
    "negation": "no",
    "subordinator": "that",
    "relative": "who",
    "particle": "particle",
    "speech": "says",
    "head_m": "party",
    "head_f": "party",
    "title": "office",
}


def _shape(
    classes: frozenset[str], bare: str, preposition: str, *, cued: bool, nisba: bool, definite: bool
) -> str:
    """Say in a word what a word is for the grammar; of several things the first that tells most."""
    if cued:
        return "cue"
    if "preposition" in classes and "negation" not in classes:
        return bare
    named = next((shape for name, shape in _SHAPES.items() if name in classes), None)
    if named is not None:
        return named
    if nisba:
        return "nisba"
    return preposition + ("the" if definite else "a")


def _variants(norm: str, bare: str, stem: str) -> frozenset[str]:
    """Give a word's forms for look-up: clitics on and off, the accusative's alef and a pronoun off."""
    hosted = (norm[1:] if norm[:1] in "بلوفك" else norm).removeprefix("ال")
    suffix = next((each for each in _SUFFIXES if hosted.endswith(each) and len(hosted) > len(each) + 2), "")
    return frozenset({norm, bare, stem, stem.removesuffix("ا"), hosted.removesuffix(suffix)})


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


def _splits(norm: str) -> Iterator[tuple[str, str, str]]:
    """Give each way to take a conjunction and a preposition off, taking off least first."""
    yield "", "", norm
    hosts = [("", norm)]
    if norm[0] in "وف" and len(norm) > _SHORTEST_STEM:
        hosts.append((norm[0], norm[1:]))
        yield norm[0], "", norm[1:]
    for conjunction, host in hosts:
        if host.startswith("لل") and len(host) > _SHORTEST_STEM + 1:
            yield conjunction, "ل", "ال" + host[2:]
            yield conjunction, "ل", "ال" + host[1:]
        if host[0] in "بلك" and len(host) > _SHORTEST_STEM + 1:
            yield conjunction, host[0], host[1:]


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
        "speech": [*speech, *grammar.speech_participles],
        "saying": grammar.speech_participles,
    }
    classes: dict[str, set[str]] = {}
    for name, words in lists.items():
        for word in words:
            classes.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in classes.items()}


def _speech_forms(lemma: str) -> frozenset[str]:
    return surface_forms(lemma, "verb", pronouns=False, passive=False)
