/** The stage with what is written over it. */

import type { LiveState } from "../wire/live";
import { Stage, type Shown } from "../stage/stage";
import { button, ICONS, make } from "./dom";

const EVERY_MS = 500;

export class StageFrame {
  readonly element: HTMLElement;
  readonly stage: Stage;
  readonly #words = make("p", { class: "stage-words" });
  readonly #hear = button("Let it be heard", ICONS.sound, "button primary hear");

  constructor() {
    const place = make("div", { class: "stage", role: "img", "aria-label": "The performance" });
    this.stage = new Stage(place, false);
    this.element = make("div", { class: "stage-frame" }, place, this.#words, this.#hear);
    this.#hear.hidden = true;
    this.#hear.addEventListener("click", () => void this.stage.playout.unblock());
    // Browsers let sound out after any click or key.
    for (const gesture of ["pointerdown", "keydown"]) {
      window.addEventListener(gesture, () => this.stage.playout.isBlocked && void this.stage.playout.unblock());
    }
    setInterval(() => (this.#hear.hidden = !this.stage.playout.isBlocked), EVERY_MS);
  }

  show(state: LiveState, shown: Shown): void {
    const hasNoPhoto = shown === "face" && state.avatarName === null;
    this.#words.textContent = hasNoPhoto ? "No photo yet. Choose one, or drop it here." : "";
    this.stage.element.ariaLabel = shown === "face" ? "The photo's face, speaking" : "The character, speaking";
  }
}
