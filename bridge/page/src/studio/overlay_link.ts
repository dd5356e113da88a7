/** The address that OBS takes as a browser source. */

import { CHARACTERS, type OverlayCharacter, type OverlayOptions, overlayAddress } from "../overlay/options";
import { button, card, freshId, ICONS, make } from "./dom";
import { Slider } from "./slider";

const WORDS: Readonly<Record<OverlayCharacter, string>> = {
  auto: "photo, or else character",
  face: "photo",
  head: "stock head",
  vrm: "character",
};
const BACKGROUNDS = { "": "transparent", "00b140": "green", "0047bb": "blue", "000000": "black" };

export class OverlayLink {
  readonly element: HTMLElement;
  readonly #token: string;
  readonly #address = make("input", { id: freshId("address"), type: "text", readonly: true, spellcheck: "false" });
  readonly #character = choiceOf(CHARACTERS.map((name) => [name, WORDS[name]]));
  readonly #background = choiceOf(Object.entries(BACKGROUNDS));
  readonly #isMuted = make("input", { type: "checkbox", id: freshId("mute"), checked: true });
  readonly #copied = make("span", { class: "hint", role: "status" });
  readonly #scale: Slider;

  constructor(token: string) {
    this.#token = token;
    const scale = { label: "Scale", least: 0.5, most: 2, step: 0.05, natural: 1, words: (value: number) => `${value.toFixed(2)} ×` };
    this.#scale = new Slider(scale, () => this.#show());
    for (const field of [this.#character, this.#background, this.#isMuted]) field.addEventListener("change", () => this.#show());
    this.#address.addEventListener("focus", () => this.#address.select());
    const copy = button("Copy", ICONS.copy, "button primary");
    copy.addEventListener("click", () => void this.#copy());
    const open = button("Open", ICONS.open);
    open.addEventListener("click", () => window.open(this.#address.value, "_blank", "noopener"));
    this.element = card(
      "Overlay for OBS",
      make("label", { class: "hidden", for: this.#address.id }, "Address of the overlay"),
      this.#address,
      make("div", { class: "row" }, copy, open, this.#copied),
      make("label", { class: "inline wide", for: this.#character.id }, "Shows", this.#character),
      make("label", { class: "inline wide", for: this.#background.id }, "Background", this.#background),
      this.#scale.element,
      make("label", { class: "check", for: this.#isMuted.id }, this.#isMuted, "Without sound, as OBS hears the microphone itself"),
      make("p", { class: "hint" }, "In OBS: Sources, Add, Browser; paste the address. It lets in whoever has it."),
    );
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
    this.#copied.textContent = "";
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#address.value);
      this.#copied.textContent = "Copied.";
    } catch {
      // Pages from other machines may not write to the clipboard.
      this.#address.select();
      this.#copied.textContent = "Press Ctrl+C to copy.";
    }
  }
}

function choiceOf(options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return make("select", { id: freshId("choice") }, ...options.map(([value, words]) => make("option", { value }, words)));
}
