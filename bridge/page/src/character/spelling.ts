/** One name in many spellings: `eyeBlinkLeft`, `EyeBlink_L`, `eye_blink_left`, `Face.M_F00_eyeBlinkLeft`. */

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** A name without its spelling: lower case, nothing between the words, the side in full and at the end. */
export function spellingOf(name: string): string {
  return joined(wordsOf(name));
}

/**
 * The spellings of a name, and of what is left of it without its first words, the longest first: tools put something
 * before a name, as `Face.M_F00_` or `blendShape1.`.
 */
export function endingsOf(name: string): string[] {
  const words = wordsOf(name);
  return words.map((_, start) => joined(words.slice(start)));
}

function wordsOf(name: string): string[] {
  return (name.match(WORD) ?? []).map((word) => word.toLowerCase());
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  const last = sideOf(words.at(-1)!);
  if (last !== null) return words.slice(0, -1).join("") + last;
  const first = sideOf(words[0]!);
  return first === null ? words.join("") : words.slice(1).join("") + first;
}

function sideOf(word: string): string | null {
  if (word === "l" || word === "left") return "left";
  return word === "r" || word === "right" ? "right" : null;
}
