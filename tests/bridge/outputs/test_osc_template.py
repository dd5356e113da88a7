"""Messages of a user's template, read by python-osc."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage

from mien_bridge.outputs.osc_template import OSC
from mien_bridge.outputs.osc_template.fields import FIELDS, read_fields
from mien_bridge.outputs.osc_template.template import parse_template
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.udp_ear import UdpEar

pytestmark = pytest.mark.real

FACE = frame(
    90,
    turn=(0.0, 0.5, 0.0),
    gaze=(0.2, -0.1),
    moved=(0.01, -0.02, 0.03),
    **{name: (place + 1) / 64 for name, place in EXPRESSION_INDEX.items()},
)


def heard(settings: dict, *frames) -> list[tuple[str, list]]:
    with UdpEar() as ear:
        output = OSC.output({"to": ear.name, **settings})
        output.open()
        for one in frames:
            output.send(one)
        found = []
        while not ear.is_quiet():
            data = ear.hear()
            assert len(data) <= 1472
            if OscBundle.dgram_is_bundle(data):
                bundle = OscBundle(data)
                found += [bundle.content(index) for index in range(bundle.num_contents)]
            else:
                found.append(OscMessage(data))
        output.close()
    return [(message.address, list(message.params)) for message in found]


@pytest.mark.parametrize("bundles", [True, False])
def test_the_default_has_every_coefficient_head_and_gaze(bundles):
    *faces, head, gaze = heard({"bundles": bundles}, FACE)
    assert [address for address, _ in faces] == [f"/mien/face/{name}" for name in EXPRESSION_NAMES]
    assert [value for _, (value,) in faces] == pytest.approx(FACE.expression.tolist())
    assert head == ("/mien/head", [pytest.approx(0.5), pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6)])
    assert gaze == ("/mien/gaze", [pytest.approx(0.2), pytest.approx(-0.1)])


def test_everything_that_a_template_can_say():
    template = (
        "/a {jawOpen} 3 -4 2.5 text {head.yaw_deg}; /params/v2/{Name}/x {name} {value} 1.0;;\n"
        " /all {all}\n/pose {head.qw} {head.x} {head.y} {head.z} {time}"
    )
    found = dict(heard({"template": template}, FACE))
    jaw = FACE.expression[EXPRESSION_INDEX["jawOpen"]]
    assert found["/a"] == [pytest.approx(jaw), 3, -4, 2.5, "text", pytest.approx(28.6479, abs=1e-4)]
    assert [type(value) for value in found["/a"][1:4]] == [int, int, float]
    assert found["/params/v2/JawOpen/x"] == ["jawOpen", pytest.approx(jaw), 1.0]
    assert found["/all"] == pytest.approx(FACE.expression.tolist())
    assert found["/pose"] == pytest.approx([np.cos(0.25), 0.01, -0.02, 0.03, 1.5])
    assert len(found) == 55


def test_period():
    assert len(heard({"template": "/x {time}", "period": 3}, *(frame(seq) for seq in range(7)))) == 3


def test_fields_have_the_values_that_their_names_say():
    values = dict(zip(FIELDS, read_fields(FACE).tolist(), strict=True))
    assert values["gaze.pitch_deg"] == pytest.approx(-5.7296, abs=1e-4)
    assert values["head.qy"] == pytest.approx(np.sin(0.25))
    assert values["tongueOut"] == pytest.approx(52 / 64)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("", "expected a message such as /face/{name} {value}; got ''"),
        (" ; ", "expected a message such as"),
        ("face {jawOpen}", "expected an address that begins with a slash"),
        ("/face/{nam} {value}", "no field but {name} and {Name}; got '/face/{nam}'"),
        ("/face/{name {value}", "no field but {name} and {Name}; got '/face/{name'"),
        ("/face/* {jawOpen}", "expected an address"),
        ("/face/[a] {jawOpen}", "expected an address"),
        ("/face {jawopen}", "expected a field such as {jawOpen}, {head.yaw}"),
        ("/face {value}", "{value} need {name} or {Name} in the address; got '{value}'"),
        ("/face {jawOpen", "expected a field, a number or a text without braces; got '{jawOpen'"),
        ("/face {jawOpen}{jawOpen}", "a text without braces"),
        ("/face {}", "expected a field such as"),
        ("/" + "a" * 1200 + "{name} {all} {all} {all}", "expected OSC messages of at most 1456 bytes"),
        ("/{name};" * 10, "expected at most 512 messages, of which a name in an address makes 52"),
    ],
)
def test_a_template_that_is_none_is_refused_in_words(template, said):
    with pytest.raises(MienError, match="output osc: ") as raised:
        OSC.output({"template": template})
    assert said in str(raised.value)


def test_a_message_that_no_datagram_holds_is_refused_without_bundles_too():
    with pytest.raises(MienError, match="expected OSC messages of at most 1456 bytes"):
        OSC.output({"template": "/all" + " {all}" * 8, "bundles": False})


@given(st.text("/{}; .0123456789-abnmeNvlujwOp_*\n", max_size=60) | st.text(max_size=60))
def test_any_template_is_read_or_refused(text):
    try:
        template = parse_template(text)
    except MienError:
        return
    places = sum(isinstance(value, float) for message in template.messages for value in message.arguments)
    assert places == len(template.sources)
    assert all(message.address.startswith("/") for message in template.messages)
