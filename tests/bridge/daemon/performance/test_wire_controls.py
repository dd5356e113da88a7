"""Controls on the wire and in the generator are the same."""

import pytest

from mien_bridge.daemon.performance.wire_controls import to_wire_controls, update_controls
from mien_inference.controls import Controls
from mien_protocol.messages.controls import CONTROL_KINDS, NATURAL_CONTROLS

pytestmark = pytest.mark.unit


def test_the_protocols_defaults_are_the_generators():
    assert to_wire_controls(Controls()) == NATURAL_CONTROLS


def test_controls_come_back_as_they_were():
    changed = update_controls(Controls(), {"manner": "shy", "affect": 0.25, "activity": "thinking", "distance": 1.2})
    assert update_controls(Controls(), to_wire_controls(changed)) == changed
    assert set(to_wire_controls(changed)) == set(CONTROL_KINDS)
