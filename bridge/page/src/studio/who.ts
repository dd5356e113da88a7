/** Who performs: a photo, the stock head, or a character of the user's. */

import type { LiveState } from "../wire/live";
import { type Ask, resting } from "./asking";
import { card, icon, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import type { Purpose } from "./files";

type Give = (file: File, purpose: Purpose) => Promise<unknown>;

export class Who {
  readonly element: HTMLElement;
  readonly #photo = new Named("Photo", "none: choose one, or drop it on the page");
  readonly #character = new Named("Character", "the stock head");

  constructor(ask: Ask, give: Give) {
    const photo = new FileButton("Choose a photo", ICONS.photo, "image/jpeg,image/png,image/webp", (file) => {
      void resting(photo.button, () => give(file, "photo"));
    });
    const character = new FileButton("Choose a VRM or GLB", ICONS.head, ".vrm,.glb", (file) => {
      void resting(character.button, () => give(file, "character"));
    });
    this.#photo.onRemove(() => ask("set_photo", { name: "", data: null }));
    this.#character.onRemove(() => ask("set_character", { name: "", data: null }));
    this.element = card(
      "Who",
      this.#photo.with(photo.element),
      this.#character.with(character.element),
      make("p", { class: "hint" }, "A photo is somebody's. Ask before you make it speak."),
    );
  }

  show(state: LiveState): void {
    this.#photo.show(state.avatarName);
    this.#character.show(state.character?.name ?? null);
  }
}

/** A thing by its name, which can be taken away. */
class Named {
  readonly #what: string;
  readonly #name = make("span", { class: "name" });
  readonly #remove: HTMLButtonElement;
  readonly #absent: string;

  constructor(what: string, absent: string) {
    this.#what = what;
    this.#absent = absent;
    const label = `Remove the ${what.toLowerCase()}`;
    this.#remove = make("button", { type: "button", class: "quiet", "aria-label": label }, icon(ICONS.remove));
    this.show(null);
  }

  /** Its name above what chooses another. */
  with(choose: HTMLElement): HTMLElement {
    return make(
      "div",
      { class: "named" },
      make("div", { class: "line" }, make("span", { class: "label" }, this.#what), this.#name, this.#remove),
      choose,
    );
  }

  onRemove(remove: () => Promise<unknown>): void {
    this.#remove.addEventListener("click", () => void resting(this.#remove, remove));
  }

  show(name: string | null): void {
    this.#name.textContent = name ?? this.#absent;
    this.#name.classList.toggle("absent", name === null);
    this.#remove.hidden = name === null;
  }
}
