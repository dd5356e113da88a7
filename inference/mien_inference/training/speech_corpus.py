"""Speech with known phones, and what is no speech, as the encoder hears them: what `train_voice` draws from.

Three sources: espeak-ng in many voices and languages, whose phones are exact; the prompts of Asterisk (CC BY-SA 3.0,
five languages, one speaker each) and LJ Speech (public domain), whose phones are aligned by the shipped encoder. A
tenth of the recordings of people is kept from training. What is not speech is a source, too.
"""

import gzip
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import StreamingEncoder
from mien_inference.speech.log_mel import WINDOW, log_mel
from mien_inference.speech.phones import PHONE_INDEX, SILENCE
from mien_inference.speech.timing import HOP, SAMPLE_RATE_HZ, STEP
from mien_inference.training.background_sound import background
from mien_inference.training.espeak_speech import Espeak, EspeakVoice
from mien_inference.training.phone_alignment import PhoneSegment
from mien_inference.training.recording_conditions import record
from mien_inference.training.speech_alignment import align_phones

__all__ = ["UNKNOWN", "Corpus", "CorpusPlan", "prepare"]

_LOG = logging.getLogger(__name__)

UNKNOWN: Final = -1
"""Label of a row whose phone is not known."""

_ASTERISK: Final = {"en": "en_US_f_Allison", "es": "es_MX_f_Allison", "fr": "fr_CA_f_June", "it": "it_IT_m_Carlo",
                    "ru": "ru_RU_f_IvrvoiceRU"}  # fmt: skip
_VOICES: Final = {"en": ("en-us", "en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029"), "es": ("es", "es-419"),
                  "fr": ("fr-fr", "fr-be"), "it": ("it",), "ru": ("ru",)}  # fmt: skip
_FOREIGN_VOICES: Final = ("de", "pt", "pt-br", "nl", "pl", "tr", "sv", "fi", "cs", "hu", "ro", "el", "da", "nb")
"""Languages whose texts are not at hand read Italian and Spanish ones: their own phones, if not their own words."""
_VARIANTS: Final = (*(f"+m{k}" for k in range(1, 8)), *(f"+f{k}" for k in range(1, 6)), "+Andy", "+Gene", "+Annie",
                    "+Denis", "+Marco", "+Michael", "+Tweaky", "+klatt2", "+klatt3", "")  # fmt: skip
_LEAST_SCORE: Final = 0.35
_KEPT_EVERY: Final = 10
_PIECE_S: Final = 8.0


@dataclass(frozen=True, slots=True)
class CorpusPlan:
    """Amount made of each source, hours as augmented; and the seed."""

    synthetic_h: float = 5.0
    human_versions: int = 4
    background_h: float = 0.9
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """One source as the network hears it.

    Attributes:
        mel: Log-mel frames of all pieces, one after another, float16, shape (frames, 64).
        labels: The phone sounding at each frame, or `UNKNOWN`, int8, shape (frames,).
    """

    mel: NDArray[np.float16]
    labels: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Recording:
    audio: NDArray[np.float32]
    labels: NDArray[np.int8]


def prepare(plan: CorpusPlan, work: Path, *, asterisk: Path, transcripts: Path, ljspeech: Path) -> dict[str, Corpus]:
    """Makes the sources, or reads those that an earlier run made.

    Args:
        plan: How much of what.
        work: Folder for what is made.
        asterisk: Folder of the prompts, one folder a voice, as G.722.
        transcripts: Folder of `core-sounds-LANGUAGE.txt.gz`.
        ljspeech: Folder of `transcripts.csv` and the sentences as Opus.

    Returns:
        `espeak`, `people`, `background`, and `kept`: people that are not trained on.
    """
    work.mkdir(parents=True, exist_ok=True)
    texts = {language: _asterisk_texts(transcripts, language) for language in _ASTERISK}
    makers: dict[str, Callable[[], Corpus]] = {
        "background": lambda: _background(plan),
        "espeak": lambda: _heard(_synthetic(plan, texts, ljspeech), 1, plan.seed + 1),
        "people": lambda: _heard(_people(texts, asterisk, ljspeech, kept=False), plan.human_versions, plan.seed + 2),
        "kept": lambda: _heard(_people(texts, asterisk, ljspeech, kept=True), 1, plan.seed + 3),
    }
    sources = {}
    for name, make in makers.items():
        path = work / f"{name}.npz"
        if not path.exists():
            corpus = make()
            np.savez(path, mel=corpus.mel, labels=corpus.labels)
            _LOG.info("made %s: %.1f minutes", name, len(corpus.labels) / 6000)
        with np.load(path) as data:
            sources[name] = Corpus(data["mel"], data["labels"])
    return sources


def _heard(recordings: Iterator[_Recording], versions: int, seed: int) -> Corpus:
    """Each recording in as many rooms and microphones as wanted, as log-mel frames."""
    rng = np.random.default_rng(seed)
    mels, labels = [], []
    for recording in recordings:
        for _ in range(versions):
            audio, speed = record(recording.audio, rng)
            frames = len(audio) // STEP * (STEP // HOP)
            mels.append(_mel(audio[: frames * HOP]))
            rows = np.minimum((np.arange(frames) * speed).astype(np.int64), len(recording.labels) - 1)
            labels.append(recording.labels[rows])
    return Corpus(np.concatenate(mels), np.concatenate(labels))


def _mel(audio: NDArray[np.float32]) -> NDArray[np.float16]:
    return log_mel(np.concatenate([np.zeros(WINDOW - HOP, np.float32), audio])).astype(np.float16)


def _background(plan: CorpusPlan) -> Corpus:
    rng = np.random.default_rng(plan.seed)
    samples = int(_PIECE_S * SAMPLE_RATE_HZ)
    pieces = [
        background(samples, rng) * np.float32(10 ** (rng.uniform(-50, -10) / 20))
        for _ in range(int(plan.background_h * 3600 / _PIECE_S))
    ]
    mel = np.concatenate([_mel(np.clip(piece, -1, 1)) for piece in pieces])
    return Corpus(mel, np.full(len(mel), SILENCE[0], np.int8))


def _synthetic(plan: CorpusPlan, texts: dict[str, dict[str, str]], ljspeech: Path) -> Iterator[_Recording]:
    rng, espeak = np.random.default_rng(plan.seed), Espeak()
    pools = {language: list(named.values()) for language, named in texts.items()}
    pools["en"] += 4 * [text for _, text in _ljspeech_texts(ljspeech)]
    wanted = plan.synthetic_h * 3600
    while wanted > 0:
        language = str(rng.choice(["en", "en", "en", "es", "fr", "it", "ru", "other"]))
        pool = pools[str(rng.choice(["it", "es"])) if language == "other" else language]
        voices = _FOREIGN_VOICES if language == "other" else _VOICES[language]
        voice = EspeakVoice(
            str(rng.choice(voices)) + str(rng.choice(_VARIANTS)),
            int(rng.integers(120, 240)),
            int(rng.integers(15, 85)),
            int(rng.integers(20, 90)),
        )
        spoken = espeak.speak(pool[rng.integers(len(pool))], voice)
        if spoken is not None and len(spoken.audio) > SAMPLE_RATE_HZ:
            wanted -= len(spoken.audio) / SAMPLE_RATE_HZ
            yield _Recording(spoken.audio, _rows(spoken.segments, len(spoken.audio) // HOP))


def _people(texts: dict[str, dict[str, str]], asterisk: Path, ljspeech: Path, *, kept: bool) -> Iterator[_Recording]:
    espeak, encoder = Espeak(), StreamingEncoder()
    sources = [
        (path, text, _VOICES[language][0])
        for language, named in texts.items()
        for name, text in sorted(named.items())
        if (path := asterisk / _ASTERISK[language] / f"{name}.g722").exists()
    ]
    sources += [(ljspeech / f"{name}.opus", text, "en-us") for name, text in _ljspeech_texts(ljspeech)]
    for index, (path, text, voice) in enumerate(sources):
        if (index % _KEPT_EVERY == 0) != kept or (spoken := espeak.speak(text, EspeakVoice(voice))) is None:
            continue
        audio = _read(path)
        features = SpeechFeatures.concatenate([encoder.push(audio), encoder.flush()])
        phones = tuple(segment.phones[0] for segment in spoken.segments)
        segments = align_phones(features.posteriors, phones, least_score=_LEAST_SCORE)
        if segments:
            yield _Recording(audio, _rows(tuple(segments), len(audio) // HOP))


def _rows(segments: tuple[PhoneSegment, ...], rows: int) -> NDArray[np.int8]:
    labels = np.full(rows, UNKNOWN, np.int8)
    for segment in segments:
        if segment.phones:
            labels[round(segment.start_s * 100) : round(segment.end_s * 100)] = PHONE_INDEX[segment.phones[0]]
    return labels


def _read(path: Path) -> NDArray[np.float32]:
    """A recording at 16 kHz, mono, its loudest sample at half of full scale."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ)
    raw = "g722" if path.suffix == ".g722" else None
    with av.open(str(path), format=raw) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    audio = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32)
    return np.asarray(0.5 * audio / max(float(np.abs(audio).max()), 1e-3), np.float32)


def _asterisk_texts(folder: Path, language: str) -> dict[str, str]:
    """Text of each prompt, without those that are noises or stage directions."""
    with gzip.open(folder / f"core-sounds-{language}.txt.gz", "rt", encoding="utf-8") as lines:
        pairs = [line.strip().split(": ", 1) for line in lines if ": " in line and not line.startswith(";")]
    return {name: text for name, text in pairs if len(text) > 1 and not set("[]<>()*") & set(text)}


def _ljspeech_texts(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "transcripts.csv").read_text(encoding="utf-8").splitlines()
    fields = [line.split("|") for line in lines]
    return [(name, text) for name, _, text in fields if (folder / f"{name}.opus").exists()]
