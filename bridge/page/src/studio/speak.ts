/** Words to be said, typed or recorded. */

import type { LiveState } from "../wire/live";
import { type Ask, resting } from "./asking";
import { button, card, freshId, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import { type Purpose, RECORDING_FILES } from "./files";
import { VoiceChoice } from "./voices";

const MOST_CHARACTERS = 10_000;

export interface SpeakHost {
  readonly ask: Ask;
  readonly give: (file: File, purpose: Purpose) => Promise<unknown>;
  /** A text waits to be said. */
  readonly onSaid: () => void;
}

export class Speak {
  readonly element: HTMLElement;
  readonly #text = make("textarea", {
    id: freshId("text"), rows: 2, maxlength: MOST_CHARACTERS, placeholder: "Type something to say…",
  });
  readonly #say = button("Say", ICONS.speak, "button primary");
  readonly #voice = new VoiceChoice();
  readonly #none = make("p", { class: "hint", hidden: true }, "No voice is installed here: texts need the extra mien[espeak].");
  readonly #host: SpeakHost;

  constructor(host: SpeakHost) {
    this.#host = host;
    const play = new FileButton("Play a recording", ICONS.file, RECORDING_FILES, (file) => {
      void resting(play.button, () => host.give(file, "recording"));
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
      make("div", { class: "row" }, this.#say, play.element),
      this.#voice.element,
      this.#none,
    );
  }

  /** What is typed, and in whose voice. */
  get typed(): { readonly text: string; readonly voice: string | null } {
    return { text: this.#text.value.trim(), voice: this.#voice.voice };
  }

  focus(): void {
    this.#text.focus();
  }

  show({ voices }: LiveState): void {
    this.#voice.show(voices);
    this.#none.hidden = voices.length > 0;
    this.#say.disabled = this.#text.disabled = voices.length === 0;
  }

  /** Has a text said in the voice that is chosen; true if it waits to be said. */
  async say(text: string): Promise<boolean> {
    const isTaken = await this.#host.ask("speak", { text, voice: this.#voice.voice });
    if (isTaken) this.#host.onSaid();
    return isTaken;
  }

  async #speak(): Promise<void> {
    const { text } = this.typed;
    if (text === "") {
      this.#text.focus();
      return;
    }
    await resting(this.#say, async () => {
      if (await this.say(text)) this.#text.value = "";
    });
  }
}
