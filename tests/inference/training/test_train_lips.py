"""The lip network can be made again: prepared, trained, resumed, exported, and run."""

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from mien_inference.motion.lip_network import LOOK_AHEAD_ROWS, LipNetwork, load_lip_weights
from mien_inference.motion.mouth_shapes import MEASURES
from mien_inference.training import train_lips
from mien_inference.training.grid import list_sentences, read_audio, read_sentence, split
from mien_inference.training.lip_corpus import training_samples
from mien_inference.training.lip_geometry import measure, rest
from mien_inference.training.lip_network import LipNetworkModule
from mien_inference.training.lip_targets import solve_lips
from mien_inference.weights import weights_path
from tests.inference.training.made_up_faces import write_grid

pytestmark = pytest.mark.unit


@pytest.fixture(scope="session")
def corpus(demo_sentence, tmp_path_factory):
    folder = tmp_path_factory.mktemp("grid")
    write_grid(folder, read_audio(demo_sentence), sentences=3)
    return folder


def test_measures_are_the_faces_own(corpus):
    moved = measure(read_sentence(corpus, "s01"))
    moved = moved - rest(moved)
    gap = moved[:, MEASURES.index("gap")]
    assert gap.max() > 0.5
    np.testing.assert_allclose(moved[:, MEASURES.index("chin_y")], -0.8 * gap, atol=0.01)
    np.testing.assert_allclose(moved[:, MEASURES.index("half_width")], 0.0, atol=0.01)


def test_targets_open_the_mouth_as_far_as_it_was(corpus):
    moved = measure(read_sentence(corpus, "s01"))
    moved = moved - rest(moved)
    lips = solve_lips(moved, np.zeros(len(moved), np.float32))
    assert lips.min() >= 0.0
    np.testing.assert_allclose(lips @ train_lips_gap(), moved[:, 0], atol=0.08)


def train_lips_gap():
    return np.array([train_lips.MOUTH_SHAPES[name][0] for name in train_lips.LIP_SHAPES])


def test_a_resumed_run_makes_what_an_uninterrupted_one_makes(corpus, tmp_path):
    samples = training_samples(corpus, tmp_path / "lips", voices=1)
    assert len(samples) == 4
    examples = [train_lips.example(sample) for sample in samples]
    recipe = train_lips.Recipe(steps=8, batch=2, rows=120, checkpoint_every=4)
    whole = train_lips.train(examples, recipe, tmp_path / "whole.checkpoint")
    with pytest.raises(KeyboardInterrupt):
        train_lips.train(_Interrupted(examples, after=2 * 5), recipe, tmp_path / "cut.checkpoint")
    resumed = train_lips.train(examples, recipe, tmp_path / "cut.checkpoint")
    for name, tensor in whole.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], tensor, rtol=0, atol=0)


class _Interrupted(list):
    """Examples whose reader presses Ctrl-C after so many draws."""

    def __init__(self, examples, after):
        super().__init__(examples)
        self.left = after

    def __getitem__(self, index):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().__getitem__(index)


def test_the_command_makes_a_file_that_runs(corpus, tmp_path, monkeypatch):
    arguments = ["--grid", str(corpus), "--work", str(tmp_path), "--out", str(tmp_path), "--steps", "2"]
    monkeypatch.setattr("sys.argv", ["train_lips", *arguments])
    train_lips.main()
    assert len(load_file(tmp_path / "motion-lips.safetensors")) == 6


def test_the_network_at_run_time_is_the_one_that_was_trained():
    runtime = LipNetwork(load_lip_weights())
    module = LipNetworkModule().eval()
    weights = load_file(weights_path("motion-lips.safetensors"))
    module.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in weights.items()})
    rows = np.random.default_rng(0).uniform(0, 1, (80, 41)).astype(np.float32)
    outputs = [runtime.step(row) for row in rows]
    assert outputs[:LOOK_AHEAD_ROWS] == [None] * LOOK_AHEAD_ROWS
    with torch.no_grad():
        shapes, touch = module(torch.from_numpy(rows)[None])
    ours = np.stack([output.shapes for output in outputs[LOOK_AHEAD_ROWS:]])
    np.testing.assert_allclose(ours, shapes[0, :-LOOK_AHEAD_ROWS].clamp(min=0.0), atol=2e-5)
    closed = [output.closed for output in outputs[LOOK_AHEAD_ROWS:]]
    np.testing.assert_allclose(closed, torch.sigmoid(touch[0, :-LOOK_AHEAD_ROWS]), atol=2e-5)


def test_every_tenth_sentence_is_kept_aside():
    names = [f"{index:03d}" for index in range(25)]
    training, evaluation = split(names)
    assert evaluation == ["000", "010", "020"]
    assert sorted(training + evaluation) == names


def test_a_folder_that_is_no_corpus_is_said_to_be_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected tracks"):
        list_sentences(tmp_path)
