/** Who performs: a photo, the stock head, or a character of the user's. */

import type { LiveState } from "../wire/live";
import { type Ask, resting } from "./asking";
import { card, icon, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import { CHARACTER_FILES, PHOTO_FILES, type Purpose } from "./files";

type Give = (file: File, purpose: Purpose) => Promise<unknown>;

export class Who {
  readonly element: HTMLElement;
  readonly #photoLine: HTMLElement;
  readonly #ask = make("p", { class: "hint" }, "A photo is somebody's. Ask before you make it speak.");
  readonly #photo = new Named("Photo", "none");
  readonly #character = new Named("Character", "the stock head");

  constructor(ask: Ask, give: Give) {
    const photo = new FileButton("Photo…", ICONS.photo, PHOTO_FILES, (file) => {
      void resting(photo.button, () => give(file, "photo"));
    });
    const character = new FileButton("VRM or GLB…", ICONS.head, CHARACTER_FILES, (file) => {
      void resting(character.button, () => give(file, "character"));
    });
    this.#photo.onRemove(() => ask("set_photo", { name: "", data: null }));
    this.#character.onRemove(() => ask("set_character", { name: "", data: null }));
    this.#photoLine = this.#photo.with(photo.element);
    this.element = card("Who", this.#photoLine, this.#character.with(character.element), this.#ask);
  }

  show(state: LiveState): void {
    this.#photoLine.hidden = this.#ask.hidden = !state.takesPhotos;
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
    const words = make("span", { class: "label" }, this.#what);
    return make("div", { class: "named line" }, words, this.#name, this.#remove, choose);
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
