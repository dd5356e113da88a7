"""Any face at all, in the formats that are made by hand: the readers get back what was there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.outputs.ifacialmocap.text import Version, format_frame
from mien_bridge.outputs.livelink.packet import FrameTime, PacketHead, to_packet_values
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.readers import UNREAL, UnrealReader, published, read_ifacialmocap

pytestmark = pytest.mark.prop

ANGLES = st.floats(-1.5, 1.5)
FACES = st.builds(
    lambda values, turn, gaze, moved: frame(0, turn=turn, gaze=gaze, moved=moved, **values),
    st.dictionaries(st.sampled_from(EXPRESSION_NAMES), st.floats(0, 1)),
    st.tuples(ANGLES, ANGLES, ANGLES),
    st.tuples(ANGLES, ANGLES),
    st.tuples(ANGLES, ANGLES, ANGLES),
)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
TIMES = st.builds(
    FrameTime, st.integers(0, 86_400 * 240), st.floats(0, 1, width=32, exclude_max=True), st.integers(1, 240)
)


@given(FACES, st.sampled_from([(Version.V1, "-"), (Version.V2, "&")]), st.booleans())
def test_ifacialmocap(face, version, nudge):
    values, transforms = read_ifacialmocap(format_frame(face, version[0], nudge=nudge), version[1])
    for name, place in EXPRESSION_INDEX.items():
        assert values[published(name)] == pytest.approx(100 * float(face.expression[place]), abs=0.5 + 1e-4)
    assert transforms["head"][3:] == pytest.approx(face.head_m.tolist(), abs=3e-6)
    yaw, pitch = np.degrees(face.gaze_rad).tolist()
    assert transforms["leftEye"] == pytest.approx([-pitch, yaw, 0], abs=1e-4)


@given(FACES)
def test_alternate_frames_of_ifacialmocap_differ(face):
    assert format_frame(face, Version.V1, nudge=True) != format_frame(face, Version.V1, nudge=False)


@given(FACES, NAMES, NAMES, TIMES)
def test_live_link(face, device, subject, time):
    data = PacketHead(device, subject).packet(time, to_packet_values(face))
    packet = UnrealReader(data).packet()
    assert (packet["device"], packet["subject"]) == (device, subject)
    assert (packet["frame"], packet["part"], packet["rate"]) == (time.number, time.part, (time.rate_hz, 1))
    values = [packet["values"][name] for name in UNREAL[:52]]
    assert values == [float(face.expression[EXPRESSION_INDEX[name[0].lower() + name[1:]]]) for name in UNREAL[:52]]
    assert packet["values"]["LeftEyeYaw"] == packet["values"]["RightEyeYaw"] == float(face.gaze_rad[0])
