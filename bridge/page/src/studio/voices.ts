/** In whose voice texts are read: a language, and then one of its voices. */

import type { Voice } from "../wire/live";
import { freshId, make } from "./dom";

/** Voices of one language. */
export interface Language {
  readonly name: string;
  readonly voices: readonly { readonly name: string; readonly title: string }[];
}

/** `English (America)` and `English, American woman: Bella`: the language, then what tells the voice from others. */
const TITLE = /^([^(,:]+?)\s*(?:\((.*)\)|[,:]\s*(.*))?$/;

/** Voices by their languages, both in the order of the alphabet. */
export function languagesOf(voices: readonly Voice[]): Language[] {
  const found = new Map<string, { name: string; title: string }[]>();
  for (const { name, title } of voices) {
    const [, language = title, inBrackets, after] = TITLE.exec(title) ?? [];
    const own = capital(inBrackets ?? after ?? "") || "standard";
    const known = found.get(language || name) ?? [];
    found.set(language || name, [...known, { name, title: own }]);
  }
  const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => one.localeCompare(other, "en");
  return [...found].sort(byName).map(([name, own]) => ({ name, voices: told(own) }));
}

/** Titles that tell voices from one another: of several that are called the same, by their codes, too. */
function told(voices: readonly { name: string; title: string }[]): Language["voices"] {
  const isTwice = (title: string): boolean => voices.filter((other) => other.title === title).length > 1;
  return voices.map(({ name, title }) => ({ name, title: isTwice(title) ? `${title} (${name})` : title }));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export class VoiceChoice {
  readonly element: HTMLElement;
  readonly #language = make("select", { id: freshId("language") });
  readonly #voice = make("select", { id: freshId("voice") });
  readonly #voiceLabel = make("label", { class: "inline", for: this.#voice.id, hidden: true }, "Voice", this.#voice);
  #known = "";
  #languages: readonly Language[] = [];

  constructor() {
    const label = make("label", { class: "inline", for: this.#language.id }, "Language", this.#language);
    this.element = make("div", { class: "row voices" }, label, this.#voiceLabel);
    this.#language.addEventListener("change", () => this.#offer());
  }

  /** The voice that was chosen; null for the show's own. */
  get voice(): string | null {
    return this.#language.value === "" ? null : this.#voice.value;
  }

  show(voices: readonly Voice[]): void {
    this.element.hidden = voices.length === 0;
    const known = JSON.stringify(voices);
    if (known === this.#known) return;
    this.#known = known;
    this.#languages = languagesOf(voices);
    const before = this.#language.value;
    const own = make("option", { value: "" }, voices.length === 0 ? "none" : `standard: ${voices[0]!.title || voices[0]!.name}`);
    const option = ({ name }: Language): HTMLOptionElement => make("option", { value: name, selected: name === before }, name);
    this.#language.replaceChildren(own, ...this.#languages.map(option));
    this.#offer();
  }

  #offer(): void {
    const voices = this.#languages.find(({ name }) => name === this.#language.value)?.voices ?? [];
    this.#voice.replaceChildren(...voices.map(({ name, title }) => make("option", { value: name }, title)));
    this.#voiceLabel.hidden = voices.length < 2;
  }
}
