"""Part-of-speech tags, as far as a word's pronunciation depends on them.

misaki's dictionary knows that one *records* a *record*, and asks for the tag of the Penn Treebank that decides. A
statistical tagger would have to be downloaded; the words around the word tell nearly as much in the few hundred cases
where it matters.
"""

import re
from typing import Final

__all__ = ["tag_words"]

_PUNCTUATION: Final = {
    ".": ".", "!": ".", "?": ".", ",": ",", ";": ":", ":": ":", "…": ":", "-": ":", "–": ":", "—": ":",
    "(": "-LRB-", "[": "-LRB-", "{": "-LRB-", ")": "-RRB-", "]": "-RRB-", "}": "-RRB-",
    "“": "``", "‘": "``", "”": "''", '"': "''", "$": "$", "£": "$", "€": "$",
}  # fmt: skip

_CLOSED: Final = {
    **dict.fromkeys(("a", "an", "the", "this", "that", "these", "those", "each", "every", "no", "some", "any"), "DT"),
    **dict.fromkeys(("i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them"), "PRP"),
    **dict.fromkeys(("my", "your", "his", "her", "its", "our", "their"), "PRP$"),
    **dict.fromkeys(("will", "would", "can", "could", "shall", "should", "may", "might", "must"), "MD"),
    **dict.fromkeys(("in", "on", "at", "of", "by", "for", "with", "from", "as", "into", "vs", "vs."), "IN"),
    **dict.fromkeys(("and", "or", "but", "nor"), "CC"),
    **dict.fromkeys(("had", "was", "were", "did", "got", "used"), "VBD"),
    **dict.fromkeys(("have", "am", "are", "do"), "VBP"),
    **dict.fromkeys(("has", "is", "does"), "VBZ"),
    "to": "TO",
    "not": "RB",
}  # fmt: skip

_AFTER: Final = {
    **dict.fromkeys(("TO", "MD"), "VB"),
    "PRP": "VBP",
    **dict.fromkeys(("DT", "PRP$", "IN", "CD"), "NN"),
    **dict.fromkeys(("VBP_have", "VBZ_has", "VBD_had"), "VBN"),
}  # fmt: skip

_NUMBER: Final = re.compile(r"[\d.,]*\d[\d.,]*(?:st|nd|rd|th|s)?")


def tag_words(words: list[str]) -> list[str]:
    """The tag of each word or mark of a text, in the Penn Treebank's names."""
    told: list[str] = []
    for index, word in enumerate(words):
        told.append(_tag(word, words[index - 1] if index else "", told[-1] if told else ""))
    return told


def _tag(word: str, before: str, tag_before: str) -> str:
    lower = word.lower()
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    if not any(character.isalnum() for character in word):
        return ":" if set(word) <= set("-–—.…") else "SYM"
    if _NUMBER.fullmatch(lower):
        return "CD"
    if lower in _CLOSED:
        return _CLOSED[lower]
    if len(word) > 1 and word.isupper():
        return "NNP"
    return _AFTER.get(f"{tag_before}_{before.lower()}") or _AFTER.get(tag_before, "NN" if word[0].isupper() else "")
