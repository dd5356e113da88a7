import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.mapping import BoneRole, BoneRow, FaceMapping, ShapeRow
from mien.core.mapping_file import mapping_from_json, mapping_to_json
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

pytestmark = pytest.mark.prop

numbers = st.floats(-4.0, 4.0, width=32)
weights = st.dictionaries(st.sampled_from(EXPRESSION_NAMES), numbers, min_size=1, max_size=6)
shape_rows = st.builds(ShapeRow, st.text(), st.text(), weights, numbers, numbers, numbers, numbers)
bone_rows = st.builds(BoneRow, st.text(), st.text(), st.sampled_from(BoneRole), numbers)
mappings = st.builds(
    FaceMapping, st.lists(shape_rows, max_size=4).map(tuple), st.lists(bone_rows, max_size=3).map(tuple), weights
)


@given(mappings)
def test_a_mapping_survives_its_file(mapping):
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


@given(mappings, st.integers(0, 20))
def test_values_are_what_the_row_says(mapping, frames):
    expression = np.random.default_rng(frames).random((frames, 52), np.float32)
    values = mapping.shape_values(expression)
    assert values.shape == (frames, len(mapping.shapes))
    for row, column in zip(mapping.shapes, values.T, strict=True):
        total = sum(weight * expression[:, EXPRESSION_INDEX[name]] for name, weight in row.weights.items())
        expected = np.clip(row.gain * total + row.offset, row.low, max(row.low, row.high))
        assert np.allclose(column, expected, atol=1e-3)


def test_what_opens_a_jaw_stays_between_shut_and_open():
    mapping = FaceMapping(jaw={"jawOpen": 1.0, "mouthClose": -1.0})
    expression = np.zeros((3, 52), np.float32)
    expression[:, EXPRESSION_INDEX["jawOpen"]] = (0.5, 0.2, 1.0)
    expression[:, EXPRESSION_INDEX["mouthClose"]] = (0.0, 0.5, 0.5)
    assert mapping.jaw_opening(expression).tolist() == [0.5, 0.0, 0.5]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "other", "shapes": [], "bones": [], "jaw": {}}',
        '{"format": "mien-mapping-1", "shapes": [{"object": "a"}], "bones": [], "jaw": {}}',
        '{"format": "mien-mapping-1", "shapes": [], "bones": [{"object": "a", "bone": "b", "role": "?"}], "jaw": {}}',
        '{"format": "mien-mapping-1", "shapes": [], "bones": [], "jaw": {"jawOpn": 1}}',
    ],
)
def test_what_is_no_mapping_is_refused_in_words(text):
    with pytest.raises(MienError, match="mapping"):
        mapping_from_json(text)


def test_weights_of_unknown_coefficients_are_refused():
    with pytest.raises(MienError, match="'jawOpn' is none of the 52"):
        ShapeRow("Face", "jaw", {"jawOpn": 1.0})
