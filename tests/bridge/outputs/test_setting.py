import pytest

from mien_bridge.outputs import OutputKind, OutputRequest, Setting, SettingType
from mien_protocol.errors import MienError
from tests.bridge.outputs.fakes import Recorder

pytestmark = pytest.mark.unit

SETTINGS = (
    Setting("to", "127.0.0.1:39539", "where it goes"),
    Setting("names", "vrm0", "which names", choices=("vrm0", "vrm1")),
    Setting("period", 1, "each so many frames", least=1, most=60),
    Setting("neck", 0.4, "which part the neck takes", least=0, most=1),
    Setting("jaw", False, "whether the jaw is sent"),
)
KIND = OutputKind("fake", "Fake", SETTINGS, lambda settings: Recorder())


def test_types_follow_from_defaults():
    assert [setting.type for setting in SETTINGS] == [
        SettingType.STR,
        SettingType.CHOICE,
        SettingType.INT,
        SettingType.FLOAT,
        SettingType.BOOL,
    ]


def test_what_is_not_given_is_the_default():
    filled = KIND.filled({"period": 2, "neck": 1})
    assert filled == {"to": "127.0.0.1:39539", "names": "vrm0", "period": 2, "neck": 1.0, "jaw": False}
    assert isinstance(filled["neck"], float)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("to", 39539, "setting to: expected a text of at most 4096 characters without control characters, got '39539'"),
        ("to", "x" * 4097, "expected a text of at most 4096 characters"),
        ("to", "a\0b", "without control characters, got 'a\\x00b'"),
        ("to", "a\ud800", "without control characters, got"),
        ("names", "vrm2", "setting names: expected one of vrm0, vrm1, got 'vrm2'"),
        ("names", None, "expected one of vrm0, vrm1, got 'None'"),
        ("period", 0, "setting period: expected a whole number from 1 to 60, got '0'"),
        ("period", 61, "a whole number from 1 to 60"),
        ("period", 1.0, "a whole number from 1 to 60, got '1.0'"),
        ("period", True, "a whole number from 1 to 60, got 'True'"),
        ("neck", 1.5, "setting neck: expected a number from 0 to 1, got '1.5'"),
        ("neck", float("nan"), "a number from 0 to 1, got 'nan'"),
        ("neck", True, "a number from 0 to 1, got 'True'"),
        ("neck", "0.5", "a number from 0 to 1, got '0.5'"),
        pytest.param("neck", 10**400, "a number from 0 to 1, got '1000", id="neck-huge"),
        pytest.param("period", 10**400, "a whole number from 1 to 60, got '1000", id="period-huge"),
        ("jaw", 1, "setting jaw: expected true or false, got '1'"),
        ("jaw", {"a": 1}, "expected true or false"),
        ("nose", 1, "there is no setting 'nose'; there are to, names, period, neck, jaw"),
    ],
)
def test_what_does_not_fit_is_said(name, value, said):
    with pytest.raises(MienError, match="output fake: ") as raised:
        KIND.output({name: value})
    assert said in str(raised.value)


def test_numbers_without_bounds_are_finite():
    with pytest.raises(MienError, match="expected a number, got 'inf'"):
        Setting("gain", 1.0, "how much").checked(float("inf"))


def test_whole_numbers_without_bounds_are_those_that_a_number_can_be():
    for default in (1, 1.0):
        with pytest.raises(MienError, match="expected a"):
            Setting("gain", default, "how much").checked(10**400)


def test_names_that_are_no_texts_are_refused_like_any_other():
    with pytest.raises(MienError, match="there is no setting 1"):
        KIND.filled({1: 2, "nose": 3})


def test_what_the_maker_refuses_names_the_kind():
    def make(settings):
        raise MienError("these two do not go together")

    with pytest.raises(MienError, match="output odd: these two do not go together"):
        OutputKind("odd", "Odd", (), make).output({})


@pytest.mark.parametrize("name", ["", "x" * 65, "two\nlines", "two\u2028lines", "bell\a", "\ud800"])
def test_names_are_one_short_line(name):
    with pytest.raises(MienError, match="name of an output: expected 1 to 64 characters of one line"):
        OutputRequest("vmc", name)
