import pytest

from mien_bridge.offline.past_duration import PastDuration

pytestmark = pytest.mark.unit


def test_what_a_step_took_is_remembered(tmp_path):
    assert PastDuration("face", tmp_path / "new").read_s() is None
    PastDuration("face", tmp_path / "new").write_s(12.34)
    assert PastDuration("face", tmp_path / "new").read_s() == 12.3
    assert PastDuration("other", tmp_path / "new").read_s() is None


@pytest.mark.parametrize("content", ["", "soon", "nan", "-1", "inf"])
def test_nonsense_is_no_estimate(tmp_path, content):
    (tmp_path / "face.txt").write_text(content)
    assert PastDuration("face", tmp_path).read_s() is None


def test_a_place_that_cannot_be_written_costs_the_estimate_only(tmp_path):
    (tmp_path / "file").touch()
    PastDuration("face", tmp_path / "file").write_s(1.0)
    assert PastDuration("face", tmp_path / "file").read_s() is None
