"""Pronunciation of words that no dictionary has, by the small letter-to-sound network of g2p_en.

Of the package only the weights are read: its code would fetch more at its first import.
"""

import unicodedata
from importlib.metadata import distribution
from typing import Final

import numpy as np
import torch

__all__ = ["Speller"]

_LETTERS: Final = ("<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz")
_END_OF_WORD: Final = _LETTERS.index("</s>")
_VOWELS: Final = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AY": "I", "EH": "ɛ", "ER": "ɜɹ", "EY": "A", "IH": "ɪ",
    "IY": "i", "OW": "O", "OY": "Y", "UH": "ʊ", "UW": "u",
}  # fmt: skip
_WEAK: Final = {"AH": "ə", "ER": "əɹ"}
_CONSONANTS: Final = {
    "B": "b", "CH": "ʧ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "ʤ", "K": "k", "L": "l", "M": "m",
    "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "V": "v", "W": "w", "Y": "j",
    "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_STRESS: Final = {"0": "", "1": "ˈ", "2": "ˌ"}
_START, _STOP = 2, 3
_LONGEST: Final = 20
"""Sounds of a word; the network was trained on none longer, and may not find an end."""


class Speller:
    """Says words by their letters; a sequence-to-sequence network of two GRU (Cho et al. 2014), trained on CMUdict."""

    def __init__(self) -> None:
        """Reads the weights that the package g2p_en carries."""
        path = distribution("g2p_en").locate_file("g2p_en/checkpoint20.npz")
        with np.load(str(path)) as weights:
            self._weights = {name: torch.from_numpy(weights[name]) for name in weights.files}
        self._listening = self._gru("enc")
        self._saying = self._gru("dec")

    def __call__(self, word: str) -> str:
        """The word in misaki's phonemes; empty where it has no letter of the Latin script."""
        plain = unicodedata.normalize("NFD", word.lower())
        letters = [_LETTERS.index(letter) for letter in plain if letter in _LETTERS]
        if not letters:
            return ""
        with torch.inference_mode():
            return "".join(_misaki(_SOUNDS[index]) for index in self._said(letters) if index > _STOP)

    def _gru(self, side: str) -> torch.nn.GRUCell:
        weights = self._weights
        cell = torch.nn.GRUCell(weights[f"{side}_w_ih"].shape[1], weights[f"{side}_w_hh"].shape[1])
        names = {"weight_ih": "w_ih", "weight_hh": "w_hh", "bias_ih": "b_ih", "bias_hh": "b_hh"}
        cell.load_state_dict({ours: weights[f"{side}_{theirs}"] for ours, theirs in names.items()})
        return cell

    def _said(self, letters: list[int]) -> list[int]:
        state = torch.zeros(1, self._listening.hidden_size)
        for letter in [*letters, _END_OF_WORD]:
            state = self._listening(self._weights["enc_emb"][letter][None], state)
        sounds = [_START]
        while len(sounds) <= _LONGEST:
            state = self._saying(self._weights["dec_emb"][sounds[-1]][None], state)
            likely = int((state @ self._weights["fc_w"].T + self._weights["fc_b"]).argmax())
            if likely == _STOP:
                break
            sounds.append(likely)
        return sounds


def _inventory() -> tuple[str, ...]:
    """ARPABET with stresses, in the alphabetical order in which the network numbers it."""
    stressed = [f"{vowel}{stress}" for vowel in _VOWELS for stress in _STRESS]
    # CMUdict also has this one without stress.
    return ("<pad>", "<unk>", "<s>", "</s>", *sorted([*stressed, *_CONSONANTS, "UW"]))


_SOUNDS: Final = _inventory()


def _misaki(sound: str) -> str:
    if sound in _CONSONANTS:
        return _CONSONANTS[sound]
    vowel, stress = sound[:2], sound[2:]
    weak = _WEAK.get(vowel) if stress == "0" else None
    return weak or _STRESS.get(stress, "") + _VOWELS[vowel]
