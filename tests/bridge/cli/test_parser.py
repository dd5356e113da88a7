import pytest

from mien_bridge.cli.parser import parse
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


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
