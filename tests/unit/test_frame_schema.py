"""The JSON Schema that editors check a frame by: current, and of one mind with the model."""

import json

import jsonschema
import pytest
import yaml

from flows.codebook.load import SHIPPED, load
from flows.codebook.model import Frame
from flows.codebook.schema import SCHEMA, as_text

FRAMES = [frame.code for frame in load().frames]


@pytest.fixture(scope="module")
def schema():
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


@pytest.fixture
def frame():
    return yaml.safe_load((SHIPPED / "proxy_war.yaml").read_text(encoding="utf-8"))


def test_the_schema_is_the_model_s():
    assert SCHEMA.read_text(encoding="utf-8") == as_text(), "write it anew: python -m flows.codebook.schema"


@pytest.mark.parametrize("code", FRAMES)
def test_the_shipped_frames_are_valid(schema, code):
    jsonschema.validate(yaml.safe_load((SHIPPED / f"{code}.yaml").read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize(
    "match",
    ["كلمة", {"noun": "حرب"}, ["حرب", {"gap": 2}, [{"set": "states"}, "وكالة"]], [[{"verb": "دَعَمَ"}]]],
)
def test_every_way_to_write_a_match_is_valid_and_read(schema, frame, match):
    frame["entries"] = [{"entry": "س", "match": match}]
    jsonschema.validate(frame, schema)
    Frame.model_validate(frame)


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"code": "Bad Code"},
        {"entries": []},
        {"entries": [{"entry": "س", "match": {"nuon": "حرب"}}]},
        {"entries": [{"entry": "س", "match": ["حرب", {"gap": 99}, "وكالة"]}]},
        {"entries": [{"entry": "س", "match": "حرب", "only_near": [{"any": "س", "within": 0}]}]},
        {"label": {"en": "only"}},
    ],
)
def test_what_the_model_refuses_is_no_valid_frame(schema, frame, change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(frame | change, schema)
    with pytest.raises(ValueError, match="validation error"):
        Frame.model_validate(frame | change)
