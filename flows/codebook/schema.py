"""The JSON Schema of a frame's YAML file, for editors; made from the model and the shorthands it reads.

Written anew with: python -m flows.codebook.schema
"""

import json
from pathlib import Path
from typing import Any

from flows.codebook.model import Frame

SCHEMA = Path(__file__).with_name("frame.schema.json")
_WORD = {"$ref": "#/$defs/Word"}
_WORDS = {"$ref": "#/$defs/Words"}


def frame_schema() -> dict[str, Any]:
    """Give the schema of what a frame's file may say.

    The model's own schema knows an entry's words and parts only as they are once read; the shorthands are
    added here: a plain text is a fixed expression, one word stands for a list of one, and `{gap: n}` between
    two parts widens the step.
    """
    schema = Frame.model_json_schema()
    definitions = schema["$defs"]
    word = {"anyOf": [{"type": "string", "minLength": 1}, _WORD]}
    definitions["Words"] = {"anyOf": [*word["anyOf"], {"type": "array", "items": word, "minItems": 1}]}
    gap = definitions["Part"]["properties"]["gap"]
    step = {"type": "object", "properties": {"gap": gap}, "required": ["gap"], "additionalProperties": False}
    part = {"anyOf": [_WORDS, step]}
    entry = definitions["Entry"]["properties"]
    entry["match"] = {
        "anyOf": [_WORDS, {"type": "array", "items": part, "minItems": 1}],
        "description": "The parts in order: each a word, or a list of words of which any will do.",
    }
    definitions["Condition"]["properties"]["any"] = _WORDS
    del definitions["Part"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "frame.schema.json",
        **schema,
    }


def as_text() -> str:
    """Give the schema as the file holds it."""
    return json.dumps(frame_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(as_text(), encoding="utf-8")
