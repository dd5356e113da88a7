import pytest

from mien_bridge.cli.parser import parse
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def test_options_may_stand_between_files():
    command = parse(["talk", "me.jpg", "-o", "me.mp4", "a.wav", "--size", "64", "b.wav"], print)
    assert [str(path) for path in command.args[0].files] == ["me.jpg", "a.wav", "b.wav"]


@pytest.mark.parametrize(
    ("arguments", "help_of"),
    [
        (["bake", "a.wav", "-o", "a.csv", "--nonsense"], "mien bake"),
        (["doctor", "cough"], "mien doctor"),
        (["--nonsense"], "mien"),
    ],
)
def test_a_mistake_points_to_the_help_that_shows_the_options(arguments, help_of):
    with pytest.raises(MienError) as error:
        parse(arguments, print)
    assert str(error.value).endswith(f"see `{help_of} --help`")
