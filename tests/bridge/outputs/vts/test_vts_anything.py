"""Anything at all in place of what VTube Studio says."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mien_bridge.outputs.vts.discovery import Discovery
from mien_bridge.outputs.vts.envelope import read_reply
from mien_bridge.outputs.vts.tracked_values import custom_values, tracking_values
from mien_protocol.errors import MienError
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.vts.stage import Stage

pytestmark = pytest.mark.fuzz

FIELDS = ["apiName", "requestID", "messageType", "data", "defaultParameters", "customParameters", "name", "min", "max"]
NAMES = st.sampled_from([*FIELDS, "errorID", "message", "authenticationToken", "authenticated", "active", "port"])
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["VTubeStudioPublicAPI", "APIError", "AuthenticationResponse", "InputParameterListResponse"]),
    st.sampled_from([f"mien-{number}" for number in range(1, 5)]),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=12,
)
TYPES = ("Authentication", "AuthenticationToken", "InputParameterList", "ParameterCreation", "InjectParameterData")
REPLIES = st.builds(
    lambda number, kind, data: json.dumps(
        {"apiName": "VTubeStudioPublicAPI", "requestID": f"mien-{number}", "messageType": kind, "data": data}
    ),
    st.integers(1, 60),
    st.sampled_from([*(f"{kind}Response" for kind in TYPES), "APIError"]),
    st.dictionaries(NAMES, VALUES, max_size=6)
    | st.builds(
        lambda error: {"errorID": error}, st.sampled_from([0, 1, 8, 50, 51, 352, 354, 355, 450, 451, 453, 454, 10**400])
    ),
)
SAID = st.one_of(st.binary(max_size=64), st.text(max_size=64), VALUES.map(json.dumps), REPLIES)


@given(said=SAID)
def test_reading_it_says_what_is_wrong_or_nothing(said):
    with contextlib.suppress(MienError):
        reply = read_reply(said)
        assert isinstance(reply.request_id, str)
        assert len(reply.message) <= 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(said=st.lists(SAID, max_size=12), at=st.integers(0, 3))
def test_a_visit_ends_in_words_at_worst(tmp_path, said, at):
    stage = Stage(tmp_path / "tokens.json").known()
    still = frame()
    values = tracking_values(still) | custom_values(still)
    stage.line.is_held = at > 0
    with contextlib.suppress(MienError):
        for number, message in enumerate(said):
            stage.turn()
            stage.session.put(values)
            stage.line.waiting.append(message)
            if number % 4 == at:
                stage.line.release()
        stage.turn(3)
    assert isinstance(stage.session.note, str)


@given(said=st.one_of(st.binary(max_size=64), VALUES.map(json.dumps).map(str.encode)))
def test_broadcasts_of_anything_lead_nowhere_else(said):
    discovery = Discovery(0)
    try:
        discovery._take(said, "127.0.0.1")
        found = discovery.look()
        assert found is None or (found.host == "127.0.0.1" and 0 < found.port < 65_536)
    finally:
        discovery.close()
