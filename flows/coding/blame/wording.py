"""Features in words: what a weight of `evidence.csv` speaks of, for a reader who asks why."""

_SIDES = {">": "before it", "<": "after it", "=": "in it"}
_MARKS = {"": "no mark", ".": "a stop", ",": "a comma", "(": "a bracket or dash", '"': "a quotation mark"}
_WHOLE = {
    "owned": "it is the genitive of a plain noun",
    "joined": "it is coordinated with the party before it",
    "opens": "it opens the sentence",
    "ends": "it ends the sentence",
    "named office": "it is a person named after an office",
    "no cue before": "no cue stands before it",
    "no cue after": "no cue stands after it",
    "ruled": "a rule blames it",
    "ruled source": "a rule takes it for the one who blames",
    "on a condition": "a word of condition stands before it",
    "speaks": "it is a speaker of the sentence",
    "(constant)": "what every candidate starts with",
    "(constant without a cue)": "what every candidate starts with where no cue has all that it needs",
    "(constant as learned)": "what every candidate starts with, before the threshold is set",
    "(least by what it is)": "what a candidate must come to by what it is, or it is passed over",
    "(least by what it is and what is around it)": "the same, with what stands around it",
    "(least by what it is without a cue)": "the same by what it is, where no cue has all that it needs",
    "(least by what it is and what is around it without a cue)": "the same there, with what is around it",
    "(each point of the gate)": "each point that the words of the whole sentence come to at the gate",
    "(constant of an accusation)": "what every source of an accusation starts with",
}
_OF_KIND = {
    "here": "it has the stem {0}",
    "cue before": "the role frame of the nearest cue before it, and the distance: {0}",
    "cue after": "the role frame of the nearest cue after it, and the distance: {0}",
    "cues apart": "the distances to the nearest cues before and after it: {0}",
    "word": "the sentence holds a word of the stem {0}",
    "parties": "the sentence holds {0} candidates (5: or more)",
    "ruled records": "the rules find {0} records in the sentence (3: or more)",
    "kind": "it was found as: {0}",
    "actor": "it is the actor {0}",
    "type": "it is an actor of the type {0}",
    "head": "its first word is {0}",
    "governed": "the preposition before it: {0}",
    "ordinal": "candidates before it: {0} (3: or more)",
    "left": "{0} stands shortly before it",
    "right": "{0} stands shortly after it",
    "left 1": "{0} stands right before it",
    "right 1": "{0} stands right after it",
    "left 2": "{0} stands two words before it",
    "right 2": "{0} stands two words after it",
    "left 3": "{0} stands three words before it",
    "right 3": "{0} stands three words after it",
    "left pair": "the two words before it are, from it outwards, {0}",
    "right pair": "the two words after it are {0}",
    "path": "between it and a cue of this frame stands: {0}",
    "party path": "between it and a cue, with what it is itself: {0}",
    "parties between": "kind of cue, side and candidates between: {0}",
    "agrees": "side, whether it agrees with a verb cue, and distance: {0}",
    "holds cue": "a cue of this frame stands in its own name: {0}",
    "last cue": "the last cue before it, and its preposition: {0}",
    "last cue kind": "the kind of the last cue before it, and the distance: {0}",
    "next cue": "the next cue after it: {0}",
    "next cue kind": "the kind of the next cue after it, and the distance: {0}",
    "ruled": "a rule blames it for: {0}",
    "rule": "the rule that blames it: {0}",
    "ruled cue": "the cue by which a rule blames it: {0}",
    "ruled stance": "the stance in which a rule blames it: {0}",
    "ruled as": "a rule blames it, kind and rule: {0}",
    "ruled party": "a rule blames it, which is a: {0}",
    "another is ruled": "a rule blames another for: {0}",
    "weak cue": "a cue without a word that it needs, its side and distance: {0}",
    "denial": "a cue of denial, its side and distance: {0}",
    "saying": "a verb of saying, its side and distance: {0}",
    "left mark": "the word before it, and the mark between: {0}",
    "source of": "it could be the source of blame of this kind and stance: {0}",
    "source shape": "as a source, its first word is for the grammar: {0}",
    "source itself": "it is the blamed party itself, for blame of this kind and stance: {0}",
    "source apart": "its side of the blamed, and the distance: {0}",
    "source apart as": "kind of blame, its side of the blamed, and the distance: {0}",
    "source parties between": "its side of the blamed, and candidates between: {0}",
    "source stops between": "its side of the blamed, and full stops between: {0}",
    "source ruled": "a rule takes it for the source, the rule's kind, ours and the stance: {0}",
    "source ruled by": "the rule that takes it for the source: {0}",
    "source not ruled": "the rule that blames the party names no source, its kind and ours: {0}",
    "another source is ruled": "a rule takes another for the source, its kind and ours: {0}",
    "source speaks": "it is the nearest speaker to the blamed, where and for what: {0}",
}


def in_words(feature: str) -> str:
    """Say what a feature speaks of.

    Args:
        feature: as in `evidence.csv`.

    Returns:
        A clause; the feature itself where no words are known for it.
    """
    if feature in _WHOLE:
        return _WHOLE[feature]
    kind, _, value = feature.partition(":")
    if kind in {"mark before", "mark after"}:
        return f"{_MARKS.get(value, value)} stands {kind.removeprefix('mark ')} it"
    parts = value.split(" ")
    if kind == "cue" and len(parts) > 1:
        clause = {"same": "in its clause", "next": "one clause away", "far": "clauses away"}
        where = clause.get(parts[-1], "")
        return f"the cue {parts[0]} stands {_SIDES.get(parts[1], parts[1])} {where}".rstrip()
    if kind == "cue kind":
        return f"a cue of {parts[0]} stands {_SIDES.get(parts[1], parts[1])}, words between: {parts[-1]}"
    return _OF_KIND[kind].format(value or "none") if kind in _OF_KIND else feature
