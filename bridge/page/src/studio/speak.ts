/** Words to be said, typed or recorded. */

import type { LiveState } from "../wire/live";
import { type Ask, resting } from "./asking";
import { button, card, freshId, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import type { Purpose } from "./files";

const MOST_CHARACTERS = 10_000;
const RECORDINGS = "audio/*,video/*,.wav,.flac,.mp3,.m4a,.ogg,.opus,.mp4,.webm,.mkv";

export class Speak {
  readonly element: HTMLElement;
  readonly #text = make("textarea", {
    id: freshId("text"), rows: 2, maxlength: MOST_CHARACTERS, placeholder: "Type something to say…",
  });
  readonly #say = button("Say", ICONS.speak, "button primary");
  readonly #voice = make("select", { id: freshId("voice") });
  readonly #voiceLabel = make("label", { class: "inline", for: this.#voice.id }, "Voice", this.#voice);
  readonly #none = make("p", { class: "hint", hidden: true }, "No voice is installed here: texts need the extra mien[espeak].");
  readonly #ask: Ask;
  #voices = "";

  constructor(ask: Ask, give: (file: File, purpose: Purpose) => Promise<unknown>) {
    this.#ask = ask;
    const play = new FileButton("Play a recording", ICONS.file, RECORDINGS, (file) => {
      void resting(play.button, () => give(file, "recording"));
    });
    this.#say.addEventListener("click", () => void this.#speak());
    this.#text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#speak();
    });
    this.element = card(
      "Speak",
      make("label", { class: "hidden", for: this.#text.id }, "Text to say"),
      this.#text,
      make("div", { class: "row" }, this.#say, this.#voiceLabel, make("span", { class: "space" }), play.element),
      this.#none,
    );
  }

  show(state: LiveState): void {
    const voices = JSON.stringify(state.voices);
    if (voices === this.#voices) return;
    this.#voices = voices;
    const before = this.#voice.value;
    this.#voice.replaceChildren(make("option", { value: "" }, "standard"));
    for (const voice of state.voices) this.#voice.append(make("option", { value: voice, selected: voice === before }, voice));
    this.#voiceLabel.hidden = state.voices.length === 0;
    this.#none.hidden = state.voices.length > 0;
    this.#say.disabled = this.#text.disabled = state.voices.length === 0;
  }

  async #speak(): Promise<void> {
    const text = this.#text.value.trim();
    if (text === "") {
      this.#text.focus();
      return;
    }
    const voice = this.#voice.value === "" ? null : this.#voice.value;
    await resting(this.#say, async () => {
      if (await this.#ask("speak", { text, voice })) this.#text.value = "";
    });
  }
}
