/** The address that OBS takes as a browser source. */

import { CHARACTERS, type OverlayCharacter, type OverlayOptions, overlayAddress } from "../overlay/options";
import type { InputKind, LiveState } from "../wire/live";
import { button, card, freshId, ICONS, make } from "./dom";
import { Slider } from "./slider";

const WORDS: Readonly<Record<OverlayCharacter, string>> = {
  auto: "photo, or else character",
  face: "photo",
  head: "stock head",
  vrm: "character",
};
const BACKGROUNDS = { "": "transparent", "00b140": "green", "0047bb": "blue", "000000": "black" };
const HEARD = "With sound: OBS gets the voice from here.";
const MUTED = "Without sound, as OBS hears your microphone itself.";

/** Inputs of somebody whom the streaming program hears, too. */
export const MICROPHONES: ReadonlySet<InputKind> = new Set(["microphone", "page"]);

export class OverlayLink {
  readonly element: HTMLElement;
  readonly #token: string;
  readonly #address = make("input", { id: freshId("address"), type: "text", readonly: true, spellcheck: "false" });
  readonly #character = choiceOf(CHARACTERS.map((name) => [name, WORDS[name]]));
  readonly #background = choiceOf(Object.entries(BACKGROUNDS));
  readonly #isMuted = make("input", { type: "checkbox", id: freshId("mute") });
  readonly #sound = make("p", { class: "hint", role: "status" });
  readonly #scale: Slider;
  #isChosen = false;

  constructor(token: string) {
    this.#token = token;
    const scale = { label: "Scale", least: 0.5, most: 2, step: 0.05, natural: 1, words: (value: number) => `${value.toFixed(2)} ×` };
    this.#scale = new Slider(scale, () => this.#show());
    this.#isMuted.addEventListener("change", () => (this.#isChosen = true));
    for (const field of [this.#character, this.#background, this.#isMuted]) field.addEventListener("change", () => this.#show());
    this.#address.addEventListener("focus", () => this.#address.select());
    const copy = button("Copy", ICONS.copy, "button primary");
    copy.addEventListener("click", () => void this.#copy());
    const open = button("Open", ICONS.open);
    open.addEventListener("click", () => window.open(this.#address.value, "_blank", "noopener"));
    const looks = make(
      "details",
      {},
      make("summary", {}, "Looks and sound"),
      make("div", { class: "fields" },
        make("label", { class: "inline wide", for: this.#character.id }, "Shows", this.#character),
        make("label", { class: "inline wide", for: this.#background.id }, "Background", this.#background),
        this.#scale.element,
        make("label", { class: "check", for: this.#isMuted.id }, this.#isMuted, "Without sound"),
        make("p", { class: "hint" }, "In OBS: Sources, Add, Browser; paste the address. It lets in whoever has it."),
      ),
    );
    this.element = card(
      "Overlay for OBS",
      make("label", { class: "hidden", for: this.#address.id }, "Address of the overlay"),
      make("div", { class: "row address" }, this.#address, copy, open),
      this.#sound,
      looks,
    );
    this.#show();
  }

  /** Is muted where a microphone is on, as the address is that `mien live` prints, until somebody chooses. */
  show({ input }: Pick<LiveState, "input">): void {
    const isMuted = MICROPHONES.has(input.kind);
    if (this.#isChosen || isMuted === this.#isMuted.checked) return;
    this.#isMuted.checked = isMuted;
    this.#show();
  }

  get #options(): OverlayOptions {
    return {
      character: this.#character.value as OverlayCharacter,
      background: this.#background.value === "" ? null : `#${this.#background.value}`,
      scale: this.#scale.value,
      isMuted: this.#isMuted.checked,
    };
  }

  #show(): void {
    this.#address.value = overlayAddress(window.location.origin, this.#options, this.#token);
    this.#sound.textContent = this.#isMuted.checked ? MUTED : HEARD;
  }

  async #copy(): Promise<void> {
    const sound = this.#isMuted.checked ? MUTED : HEARD;
    try {
      await navigator.clipboard.writeText(this.#address.value);
      this.#sound.textContent = `Copied. ${sound}`;
    } catch {
      // Pages from other machines may not write to the clipboard.
      this.#address.select();
      this.#sound.textContent = `Press Ctrl+C to copy. ${sound}`;
    }
  }
}

function choiceOf(options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return make("select", { id: freshId("choice") }, ...options.map(([value, words]) => make("option", { value }, words)));
}
