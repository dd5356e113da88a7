import numpy as np
import pytest

from mien_bridge.outputs.osc import OscDatagrams, OscMessage, encode_bundle, encode_message
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def test_examples_of_the_specification():
    assert encode_message(OscMessage("/oscillator/4/frequency", (440.0,))) == (
        b"/oscillator/4/frequency\0,f\0\0" + bytes.fromhex("43dc0000")
    )
    assert encode_message(OscMessage("/foo", (1000, -1, "hello", 1.234, 5.678))) == (
        b"/foo\0\0\0\0,iisff\0\0" + bytes.fromhex("000003e8 ffffffff 68656c6c 6f000000 3f9df3b6 40b5b22d")
    )


def test_vmc_example():
    assert encode_message(OscMessage("/VMC/Ext/Blend/Val", ("A", 0.5))) == (
        b"/VMC/Ext/Blend/Val\0\0,sf\0A\0\0\0?\0\0\0"
    )


def test_without_arguments_there_is_an_empty_type_tag():
    assert encode_message(OscMessage("/VMC/Ext/Blend/Apply")) == b"/VMC/Ext/Blend/Apply\0\0\0\0,\0\0\0"


def test_bundles_are_to_be_taken_up_immediately():
    message = encode_message(OscMessage("/a"))
    assert encode_bundle([message, message]) == (
        b"#bundle\0" + bytes(7) + b"\x01" + (bytes((0, 0, 0, 8)) + b"/a\0\0,\0\0\0") * 2
    )


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (OscMessage("face"), "an address that begins with a slash"),
        (OscMessage("/face", ("a\0b",)), "a text without NUL"),
        (OscMessage("/fa\0ce"), "a text without NUL"),
        (OscMessage("/face", (2**31,)), "a whole number of 32 bits"),
    ],
)
def test_what_osc_cannot_carry_is_refused(message, said):
    with pytest.raises(ValueError, match=said):
        encode_message(message)


def test_a_form_is_filled_as_if_made_anew():
    def messages(a, b, c):
        return [OscMessage("/x", ("name", a, 7, b)), OscMessage("/y"), OscMessage("/z", (c, "last"))]

    form = OscDatagrams(messages(0.0, 0.0, 0.0))
    assert form.size == 3
    for numbers in ((0.5, -1.5, 2.25), (1.0, 2.0, 3.0)):
        (datagram,) = form.fill(np.array(numbers))
        assert datagram == encode_bundle(encode_message(message) for message in messages(*numbers))


def test_without_bundles_each_message_goes_alone():
    form = OscDatagrams(
        [OscMessage("/x", ("name", 0.0)), OscMessage("/y"), OscMessage("/z", (0.0, 1))], is_bundled=False
    )
    assert form.fill(np.array((0.5, 0.25))) == [
        encode_message(message)
        for message in (OscMessage("/x", ("name", 0.5)), OscMessage("/y"), OscMessage("/z", (0.25, 1)))
    ]


def test_a_form_of_nothing_sends_nothing():
    assert OscDatagrams([]).fill(np.zeros(0)) == []


def test_a_message_that_no_datagram_holds_is_said():
    with pytest.raises(MienError, match="expected OSC messages of at most 48 bytes, got one of 8. to /aaaa"):
        OscDatagrams([OscMessage("/" + "a" * 70, (1.0,))], most_bytes=64)
