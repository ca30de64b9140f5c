"""The parameters as Prefect's interface makes a form of them."""

import pytest
from prefect.exceptions import ParameterTypeError
from prefect.utilities.callables import parameter_schema

from flows import nightly as walk

FLOWS = {"nightly": walk.nightly, "ingest": walk.ingest, "compare": walk.compare}
FIELDS = {
    "ingest": {"sources", "timeout_seconds"},
    "compare": {"group_by", "period", "outlets", "since", "until", "language", "report_date", "name"},
}
FIELDS["nightly"] = FIELDS["ingest"] | FIELDS["compare"]


def form(name):
    schema = parameter_schema(FLOWS[name].fn).model_dump()
    (definition,) = [body for body in schema["definitions"].values() if "properties" in body]
    return schema, definition


@pytest.mark.parametrize("name", FLOWS)
def test_every_parameter_has_a_title_a_description_and_a_default(name):
    schema, definition = form(name)
    assert not schema.get("required")
    assert set(definition["properties"]) == FIELDS[name]
    for field in definition["properties"].values():
        # An enumeration whose own title is the field's keeps it in its definition, where the form finds it.
        named = field.get("title") or schema["definitions"][field["$ref"].rpartition("/")[2]]["title"]
        assert named[0].isupper()
        assert len(field["description"]) > 20
        assert "default" in field


@pytest.mark.parametrize("name", FLOWS)
def test_a_misspelt_parameter_is_refused(name):
    with pytest.raises(ParameterTypeError, match="Extra inputs are not permitted"):
        FLOWS[name].validate_parameters({"params": {"languge": "en"}})


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_says_what_it_does(name):
    assert FLOWS[name].description.endswith(".")
