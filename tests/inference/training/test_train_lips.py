"""The lips can be fitted again: prepared, fitted, exported, and run."""

import dataclasses

import numpy as np
import pytest
from safetensors.numpy import load_file

from mien_inference.motion.lip_model import (
    LIP_CHANNELS,
    LOOK_AHEAD_ROWS,
    LipModel,
    dominated,
    load_lip_weights,
    residual_inputs,
    residual_windows,
)
from mien_inference.speech.phones import PHONE_INDEX, PHONES
from mien_inference.training import facegood, grid_clips, train_lips
from mien_inference.training.grid import list_sentences, read_audio, read_sentence, split
from mien_inference.training.lip_corpus import facegood_samples, speech_features, tracked_lips, training_samples
from mien_inference.training.lip_targets import CONTRAST_CHANNELS, CONTRASTS, stated_dominance, stated_targets
from tests.inference.motion.hearing import phones
from tests.inference.training import made_up_faces as faces

pytestmark = pytest.mark.unit


@pytest.fixture(scope="session")
def speech(demo_sentence):
    return read_audio(demo_sentence)


@pytest.fixture(scope="session")
def corpora(speech, astronaut_png, tmp_path_factory):
    """Folders `grid`, `clips`, `facegood`, `speech`, and `work` where the clip is tracked already."""
    folder = tmp_path_factory.mktemp("lips")
    faces.write_grid(folder / "grid", speech, sentences=3)
    faces.write_facegood(folder / "facegood", speech[24_000:])
    faces.write_speech(folder / "speech", speech)
    (folder / "clips").mkdir()
    faces.write_clip(folder / "clips" / "bbaf2n.mpg", speech[32_000:80_000], np.zeros((75, 64, 64, 3), np.uint8))
    (folder / "work" / "tracks").mkdir(parents=True)
    loud = np.abs(np.sin(np.arange(75) / 5.0)) * 0.2
    np.savez(folder / "work" / "tracks" / "bbaf2n.npz", **faces.track_of(loud))
    return folder


def test_lips_are_measured_in_widths_of_the_face(corpora):
    sentence = read_sentence(corpora / "grid", "s01")
    lips = dict(zip(LIP_CHANNELS, tracked_lips(sentence).T, strict=True))
    gap_px = sentence.landmark(14)[:, 1] - sentence.landmark(13)[:, 1]
    assert gap_px.max() > 5.0
    np.testing.assert_allclose(lips["aperture"], gap_px / (faces.PX_PER_CM * faces.FACE_CM), atol=1e-3)
    np.testing.assert_allclose(lips["width"], 5.0 / faces.FACE_CM, atol=1e-3)
    np.testing.assert_allclose(lips["jaw"], sentence.scores["jawOpen"])
    np.testing.assert_allclose(
        lips["upper"], (sentence.scores["mouthUpperUpLeft"] + sentence.scores["mouthUpperUpRight"]) / 2
    )


def test_a_rig_opens_by_its_jaw_and_stretches_by_both_halves(corpora):
    lips = dict(zip(LIP_CHANNELS, facegood.read_lips(corpora / "facegood", "first").T, strict=True))
    assert lips["jaw"].max() > 0.05
    np.testing.assert_allclose(lips["aperture"], 0.25 * lips["jaw"], rtol=1e-5)
    np.testing.assert_allclose(lips["width"], (0.5 * 0.10 - 0.03) * lips["jaw"], atol=1e-6)


def test_what_was_heard_is_heard_once(corpora, tmp_path):
    (first,) = facegood_samples(corpora / "facegood", tmp_path)
    cached = tmp_path / "facegood-first.npz"
    written = cached.stat().st_mtime_ns
    (again,) = facegood_samples(corpora / "facegood", tmp_path)
    assert cached.stat().st_mtime_ns == written
    np.testing.assert_array_equal(first.features.posteriors, again.features.posteriors)
    assert len(first.lips) == len(first.features)


def test_a_clip_is_tracked_once(corpora, face_models, astronaut_png, speech, tmp_path):
    import cv2

    portrait = cv2.cvtColor(cv2.imread(str(astronaut_png)), cv2.COLOR_BGR2RGB)
    clip = tmp_path / "lwwz2p.mpg"
    faces.write_clip(clip, speech[:48_000], np.stack([portrait] * 75))
    sentence = grid_clips.read_clip(clip, face_models, tmp_path)
    track = tmp_path / "lwwz2p.npz"
    written = track.stat().st_mtime_ns
    assert len(tracked_lips(sentence)) == 75
    assert abs(len(sentence.audio) - 48_000) < 3_000
    grid_clips.read_clip(clip, face_models, tmp_path)
    assert track.stat().st_mtime_ns == written


def test_folders_that_are_no_corpora_are_said_to_be_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected tracks"):
        list_sentences(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"expected \*\.mpg"):
        grid_clips.list_clips(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"expected \*\.opus"):
        facegood.list_recordings(tmp_path)


def test_every_tenth_sentence_is_kept_aside():
    names = [f"{index:03d}" for index in range(25)]
    training, evaluation = split(names)
    assert evaluation == ["000", "010", "020"]
    assert sorted(training + evaluation) == names


def test_the_command_makes_a_file_that_runs(corpora, face_models, tmp_path, monkeypatch):
    out = tmp_path / "lips.safetensors"
    folders = {name: str(corpora / name) for name in ("grid", "clips", "facegood", "speech", "work")}
    arguments = [part for name, folder in folders.items() for part in (f"--{name}", folder)]
    monkeypatch.setattr(
        "sys.argv", ["train_lips", *arguments, "--models", str(face_models.landmarker.parent), "--out", str(out)]
    )
    train_lips.main()
    made, shipped = load_file(out), load_lip_weights()
    assert {name: tensor.shape for name, tensor in made.items()} == {name: t.shape for name, t in shipped.items()}
    row = LipModel(made).step(phones(("aa", 0.1)).posteriors[0], 0.0, 1.0)
    assert np.isfinite(row.channels).all()


def test_fitting_finds_a_phone_whose_lips_are_its_own(corpora):
    samples = training_samples(corpora / "grid", corpora / "work")
    others = facegood_samples(corpora / "facegood", corpora / "work")
    spoken = PHONE_INDEX["s"]
    wide = []
    for sample in (*samples, *others, dataclasses.replace(samples[0], speaker="s9")):
        lips = sample.lips.copy()
        lips[:, LIP_CHANNELS.index("lower")] += sample.features.posteriors[:, spoken]
        wide.append(dataclasses.replace(sample, lips=lips))
    heard = [sample.features for sample in samples]
    recipe = train_lips.Recipe(stated=0.0, stride=1)
    lower = train_lips.fit_lips(wide, heard, recipe)["targets"][:, LIP_CHANNELS.index("lower")]
    usual = np.median(lower)
    assert lower[spoken] - usual > 3.0 * np.median(np.abs(lower - usual))


def test_phones_differ_as_in_expressive_speakers(corpora):
    (features,) = speech_features(corpora / "speech", corpora / "work", 1)
    weights = load_lip_weights()
    model = LipModel(weights)
    rows = np.stack(
        [
            model.step(posteriors, 0.0, float(voicing)).channels
            for posteriors, voicing in zip(features.posteriors, features.voicing, strict=True)
        ]
    )
    rows[:, 0] = np.maximum(rows[:, 0], 0.0)
    made = train_lips.class_means(rows[LOOK_AHEAD_ROWS:], features.posteriors[:-LOOK_AHEAD_ROWS])
    wanted = np.array(list(CONTRASTS.values()))
    for name, low in (("aperture", 0.7), ("width", 0.6), ("rounding", 0.7)):
        ours, theirs = made[:, LIP_CHANNELS.index(name)], wanted[:, CONTRAST_CHANNELS.index(name)]
        assert np.corrcoef(ours, theirs)[0, 1] > 0.85
        assert low < ours.std() / theirs.std() < 1.3


def test_rows_one_by_one_are_the_whole():
    weights = load_lip_weights()
    model = LipModel(weights)
    rng = np.random.default_rng(0)
    posteriors = rng.dirichlet(np.full(len(PHONES), 0.2), 80).astype(np.float32)
    level, voicing = rng.uniform(-40.0, 0.0, 80), rng.uniform(0.0, 1.0, 80)
    rows = [model.step(*row) for row in zip(posteriors, level.tolist(), voicing.tolist(), strict=True)]
    ours = np.stack([row.channels for row in rows[LOOK_AHEAD_ROWS:]])
    windows = residual_windows(residual_inputs(posteriors, level, voicing))
    shares = [dominated(posteriors, weights["dominance"], channel) for channel in range(len(LIP_CHANNELS))]
    whole = np.stack([share @ target for share, target in zip(shares, weights["targets"].T, strict=True)], axis=1)
    np.testing.assert_allclose(ours, (whole + windows @ weights["residual"].T)[:-LOOK_AHEAD_ROWS], atol=2e-5)
    bilabial = [row.bilabial for row in rows[LOOK_AHEAD_ROWS:]]
    np.testing.assert_allclose(bilabial, shares[0][:-LOOK_AHEAD_ROWS, 1:4].sum(axis=1), atol=1e-5)


def test_every_phone_has_a_target_and_insists():
    assert stated_targets().shape == stated_dominance().shape == (len(PHONES), len(LIP_CHANNELS))
    assert stated_dominance().min() > 0.0


def test_no_more_recordings_are_heard_than_asked_for(corpora, tmp_path):
    assert speech_features(corpora / "speech", tmp_path, 0) == []
    assert len(speech_features(corpora / "speech", tmp_path, 5)) == 1
