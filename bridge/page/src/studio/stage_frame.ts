/** The stage with what is written over it. */

import type { ConnectionState } from "../wire/connection";
import type { LiveState } from "../wire/live";
import { Stage, type Shown } from "../stage/stage";
import { button, icon, ICONS, make } from "./dom";

const EVERY_MS = 500;
const DROP = "Drop a photo, a recording, a VRM or a GLB";

/** Words over a stage on which nothing is to be seen. */
export interface StageWords {
  readonly words: string;
  /** Whether it takes a while. */
  readonly isWaiting: boolean;
}

export class StageFrame {
  readonly element: HTMLElement;
  readonly stage: Stage;
  readonly #words = make("p", {});
  readonly #curtain: HTMLElement;
  readonly #hear = button("Let it be heard", ICONS.sound, "button primary hear");
  #connection: ConnectionState["name"] = "connecting";
  #state: LiveState | null = null;
  #shown: Shown = "character";

  constructor() {
    const place = make("div", { class: "stage", role: "img", "aria-label": "The performance" });
    this.stage = new Stage(place, false);
    this.#curtain = make("div", { class: "curtain", role: "status" }, make("span", { class: "spinner", "aria-hidden": "true" }), this.#words);
    const drop = make("div", { class: "drop", "aria-hidden": "true" }, icon(ICONS.save), make("p", {}, DROP));
    this.element = make("div", { class: "stage-frame" }, place, this.#curtain, drop, this.#hear);
    this.#hear.hidden = true;
    this.#hear.addEventListener("click", () => void this.stage.playout.unblock());
    // Browsers let sound out after any click or key.
    for (const gesture of ["pointerdown", "keydown"]) {
      window.addEventListener(gesture, () => this.stage.playout.isBlocked && void this.stage.playout.unblock());
    }
    setInterval(() => this.#refresh(), EVERY_MS);
    this.#refresh();
  }

  connection(state: ConnectionState): void {
    this.#connection = state.name;
    this.#refresh();
  }

  show(state: LiveState, shown: Shown): void {
    this.#state = state;
    this.#shown = shown;
    this.stage.element.ariaLabel = shown === "face" ? "The photo's face, speaking" : "The character, speaking";
    this.#refresh();
  }

  #refresh(): void {
    this.#hear.hidden = !this.stage.playout.isBlocked;
    const { isLoading, trouble } = this.stage;
    const { words, isWaiting } = stageWords(this.#connection, this.#state, this.#shown, { isLoading, trouble });
    this.#curtain.hidden = words === "";
    this.#curtain.classList.toggle("waiting", isWaiting);
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }
}

/** Why nothing is to be seen yet; empty where something is. */
export function stageWords(
  connection: ConnectionState["name"],
  state: LiveState | null,
  shown: Shown,
  character: { readonly isLoading: boolean; readonly trouble: string },
): StageWords {
  const waiting = (words: string): StageWords => ({ words, isWaiting: true });
  const told = (words: string): StageWords => ({ words, isWaiting: false });
  // A banner says what to do.
  if (connection === "refused" || connection === "waiting") return told("");
  if (connection === "connecting" || state === null) return waiting("Connecting to the show…");
  if (state.makingName !== null) return waiting(`Making the face of ${state.makingName}… Some seconds; a minute where the machine is busy.`);
  if (state.session === null) return waiting("The show is getting ready…");
  if (shown === "face") return told(state.avatarName === null ? noFace(state) : "");
  if (character.isLoading) return waiting(loadingWords(state));
  return told(character.trouble);
}

function noFace({ takesPhotos }: LiveState): string {
  return takesPhotos ? "No photo yet: drop one here, or choose one." : "This show draws no photos: `mien live` runs with --no-face.";
}

function loadingWords({ character }: LiveState): string {
  return character === null ? "Making the stock head… The first time that takes some seconds." : `Reading ${character.name}…`;
}
