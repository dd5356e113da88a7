"""Head angles come out of landmarks as they went in, and a fitted process is the one that was simulated."""

import numpy as np
import pytest
from safetensors.numpy import load_file
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation

from mien_inference.training import train_head
from mien_inference.training.head_corpus import read_takes

pytestmark = pytest.mark.unit

FRAMES = 900


@pytest.fixture(scope="module")
def angles():
    """Yaw to the left, pitch down, roll, radians; slow and small as a head's are."""
    noise = gaussian_filter1d(np.random.default_rng(0).normal(size=(FRAMES, 3)), 9, axis=0)
    return noise / noise.std(axis=0) * np.radians([6.0, 4.0, 3.0])


@pytest.fixture(scope="module")
def recording(angles, tmp_path_factory):
    """A face of random depth in the 68-point order, turned by those angles, as seen by a distant camera."""
    rng = np.random.default_rng(1)
    face = np.zeros((68, 3))
    face[:, :2] = rng.uniform(-60, 60, (68, 2))
    face[27:36] = [(0, 30 - 8 * i, 6 * i) for i in range(4)] + [(x, -6, 12 - abs(x) / 2) for x in (-12, -6, 0, 6, 12)]
    for first, side in ((36, -1), (42, 1)):
        for k in range(6):
            face[first + k] = (side * 32 + 10 * np.cos(np.pi * k / 3) * -1, 30 + 5 * np.sin(np.pi * k / 3), -12)
    turned = Rotation.from_euler("YXZ", angles).apply
    points = np.stack([turned(np.tile(p, (FRAMES, 1)))[:, :2] for p in face], axis=1) * np.array([2.0, -2.0])
    folder = tmp_path_factory.mktemp("head")
    np.savez(folder / "speech_01.npz", points=np.round(points + 400).astype(np.int16))
    return folder


def test_head_angles_come_back(recording, angles):
    takes = read_takes(recording)
    assert [len(take.brow) for take in takes] == [FRAMES]
    for axis, name in enumerate(("yaw", "pitch", "roll")):
        found = takes[0].head_rad[:, axis]
        assert np.corrcoef(found, angles[:, axis])[0, 1] > 0.95, name
        assert found.std() == pytest.approx(angles[:, axis].std(), rel=0.25), name


def test_cuts_end_takes(recording, tmp_path):
    points = np.load(recording / "speech_01.npz")["points"]
    points[400:] += 100
    np.savez(tmp_path / "speech_01.npz", points=points)
    assert [len(take.brow) for take in read_takes(tmp_path)] == [400, FRAMES - 400]


def test_a_simulated_process_is_fitted_back():
    rng = np.random.default_rng(2)
    coefficients = np.stack([np.eye(4) * 1.6, np.eye(4) * -0.65])
    series = np.zeros((20_000, 4))
    for t in range(2, len(series)):
        series[t] = coefficients[0] @ series[t - 1] + coefficients[1] @ series[t - 2] + rng.normal(0, 0.01, 4)
    model = train_head.fit([series], lags=2)
    np.testing.assert_allclose(model.coefficients, coefficients, atol=0.05)
    np.testing.assert_allclose(model.noise, 0.01 * np.eye(4), atol=5e-4)
    assert train_head.log_likelihood(model, [series]) > train_head.log_likelihood(train_head.fit([series], 1), [series])


def test_the_command_exports(recording, tmp_path, monkeypatch):
    points = np.load(recording / "speech_01.npz")["points"]
    for index in range(8):
        shaken = points + np.random.default_rng(index).integers(-1, 2, points.shape)
        np.savez(tmp_path / f"speech_{index:02d}.npz", points=shaken.astype(np.int16))
    monkeypatch.setattr("sys.argv", ["train_head", "--data", str(tmp_path), "--out", str(tmp_path / "h.safetensors")])
    train_head.main()
    assert load_file(tmp_path / "h.safetensors")["coefficients"].shape == (4, 4, 4)


def test_a_folder_without_recordings_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected speech_"):
        read_takes(tmp_path)
