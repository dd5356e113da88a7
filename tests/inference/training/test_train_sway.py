"""Head angles come out of landmarks as they went in, and what was trained is what runs."""

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation

from mien_inference.motion import sway_network
from mien_inference.motion.sway_network import SwayNetwork
from mien_inference.training import train_sway
from mien_inference.training.head_corpus import Take, read_takes

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


def test_places_come_back_in_metres(recording):
    take = read_takes(recording)[0]
    assert take.place_m.shape == (FRAMES, 3)
    assert np.abs(take.place_m.mean(axis=0)).max() < 1e-6
    assert 0.0 < take.place_m[:, 0].std() < 0.05


def test_what_follows_from_turning_is_taken_out():
    rng = np.random.default_rng(0)
    head = np.cumsum(rng.normal(0, 0.01, (1000, 3)), axis=0)
    place, brow = head @ rng.normal(0, 0.1, (3, 3)), head[:, 1] * 0.5
    series = train_sway.sway_series([Take(head, place, brow, np.zeros(1000), np.zeros(1000))])[0]
    assert series.shape == (1000, 7)
    assert np.abs(series[:, 3:]).max() < 1e-9


def rhythm(frames=500, seed=0):
    """A head that holds still and moves, in all channels."""
    rng = np.random.default_rng(seed)
    strength = np.repeat(rng.choice([0.2, 2.0], frames // 25), 25)[:, None]
    return gaussian_filter1d(rng.normal(size=(frames, 7)) * strength, 4, axis=0)


def test_training_tells_the_next_change_better_and_resumes(tmp_path):
    takes = train_sway.Split([rhythm(seed=seed) for seed in range(3)], [rhythm(seed=9)], [])
    scale = train_sway.Scale.of(takes.learned)
    recipe = train_sway.Recipe(steps=30, batch=4, frames=50, learning_rate=5e-2, check_every=10)
    watched = [train_sway._example(takes.watched[0], scale)]
    before = train_sway._watched_loss(train_sway.SwayNetworkModule(), watched)
    whole = train_sway.train(takes, scale, recipe, tmp_path / "whole")
    assert train_sway._watched_loss(whole, watched) < before - 0.5
    checkpoint = tmp_path / "stopped"

    class StoppedError(Exception):
        pass

    def stop(*_):
        raise StoppedError

    with pytest.MonkeyPatch.context() as patch:
        saved = torch.save
        patch.setattr(torch, "save", lambda state, path: (saved(state, path), stop() if state["step"] == 20 else None))
        with pytest.raises(StoppedError):
            train_sway.train(takes, scale, recipe, checkpoint)
    resumed = train_sway.train(takes, scale, recipe, checkpoint)
    for name, tensor in whole.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name]), name


def test_the_network_that_runs_is_the_one_that_was_trained(tmp_path):
    torch.manual_seed(0)
    module = train_sway.SwayNetworkModule().eval()
    scale = train_sway.Scale(np.ones(7), np.eye(7))
    train_sway.export(module, scale, tmp_path / "motion-sway.safetensors")
    weights = {
        name: value.astype(np.float64) for name, value in load_file(tmp_path / "motion-sway.safetensors").items()
    }
    network = SwayNetwork(weights, np.random.default_rng(0))
    rows = np.random.default_rng(1).normal(size=(20, 14))
    for row in rows:
        sway_network._recur(network._layers, row, network._state)
    states, _ = module.recurrent(torch.from_numpy(rows[None].astype(np.float32)))
    np.testing.assert_allclose(network._state, states[0, -1].detach().numpy(), atol=1e-5)


def test_the_command_exports(recording, tmp_path, monkeypatch):
    points = np.load(recording / "speech_01.npz")["points"]
    for index in range(8):
        shaken = points + np.random.default_rng(index).integers(-1, 2, points.shape)
        np.savez(tmp_path / f"speech_{index:02d}.npz", points=shaken.astype(np.int16))
    folder = str(tmp_path)
    monkeypatch.setattr("sys.argv", ["train_sway", "--data", folder, "--work", folder, "--out", folder, "--steps", "2"])
    train_sway.main()
    assert load_file(tmp_path / "motion-sway.safetensors")["sd"].shape == (7,)


def test_a_folder_without_recordings_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected speech_"):
        read_takes(tmp_path)
