"""Names and times of aligned phones, with a stand-in for the aligner that only development machines have."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from mien_inference.training.phone_alignment import PhoneAligner, PhoneSegment

pytestmark = pytest.mark.unit


class _Word(list):
    def __init__(self, name, *phones):
        super().__init__(SimpleNamespace(name=phone, start=start, duration=rows) for phone, start, rows in phones)
        self.name = name


class _Decoder:
    """Answers like pocketsphinx; refuses a sound shorter than a frame, as it does."""

    def __init__(self, **options):
        self.heard = []

    def set_align_text(self, text):
        self.text = text

    def set_alignment(self):
        pass

    def start_utt(self):
        pass

    def process_raw(self, sound, full_utt):
        self.heard.append(np.frombuffer(sound, "<i2"))

    def end_utt(self):
        if len(self.heard[-1]) < 160:
            raise RuntimeError("Failed to stop utterance processing")

    def get_alignment(self):
        return [
            _Word("<sil>", ("SIL", 0, 5)),
            _Word("hi", ("HH", 5, 4), ("AY", 9, 11)),
            _Word("[noise]", ("+NSN+", 20, 3)),
        ]


@pytest.fixture
def aligner(monkeypatch):
    monkeypatch.setitem(sys.modules, "pocketsphinx", SimpleNamespace(Decoder=_Decoder))
    return PhoneAligner()


def test_phones_get_our_names_and_seconds(aligner):
    segments = aligner.align(np.zeros(3200, np.float32), ["hi"])
    assert [segment.phones for segment in segments] == [("sil",), ("h",), ("aa", "ih"), ()]
    assert segments[2] == PhoneSegment(("aa", "ih"), pytest.approx(0.09), pytest.approx(0.20), "hi")


def test_sound_is_given_as_16_bit_samples(aligner):
    aligner.align(np.linspace(-1.5, 1.5, 401, dtype=np.float32), ["hi"])
    heard = aligner._decoder.heard[0]
    assert (heard.min(), heard[200], heard.max()) == (-32767, 0, 32767)


def test_what_does_not_fit_has_no_phones(aligner):
    assert aligner.align(np.zeros(10, np.float32), ["hi"]) == []
