"""The phone set: a complete and consistent table."""

import pytest

from mien_inference import speech

pytestmark = pytest.mark.unit


def test_there_are_39_different_phones():
    assert len(speech.PHONES) == len(set(speech.PHONES)) == 39


def test_every_phone_but_its_own_articulator_is_told_once():
    # A mouth shape comes from exactly one of these; vowels that are neither round nor flared are merely open.
    shaped = [speech.SILENCE, speech.BILABIAL, speech.LABIODENTAL, speech.ROUNDED, speech.PROTRUDED, speech.TONGUE_ONLY]
    told = [phone for members in shaped for phone in members]
    assert len(told) == len(set(told))
    assert set(told) | set(speech.VOWELS) == set(range(39))


def test_vowels_that_shape_the_lips_are_in_both_tables():
    assert {speech.PHONES[phone] for phone in set(speech.VOWELS) & set(speech.ROUNDED)} == {"ao", "o", "uh", "uw", "fr"}


def test_the_lips_close_for_exactly_these():
    assert [speech.PHONES[phone] for phone in speech.BILABIAL] == ["p", "b", "m"]
    assert [speech.PHONES[phone] for phone in speech.LABIODENTAL] == ["f", "v"]
