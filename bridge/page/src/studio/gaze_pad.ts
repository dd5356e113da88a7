/** Where the character looks: a field to point into, or to walk in with the arrow keys. */

import { freshId, make } from "./dom";
import { Held } from "./held";

export interface Gaze {
  readonly yawRad: number;
  readonly pitchRad: number;
}

/** How far a character may be asked to look, radians. */
const YAW_MOST = 0.6;
const PITCH_MOST = 0.45;
const STEPS = 12;
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export class GazePad {
  readonly element: HTMLElement;
  readonly #field: HTMLElement;
  readonly #thumb: HTMLElement;
  readonly #output = make("output", {});
  readonly #held = new Held();
  readonly #onInput: (gaze: Gaze) => void;
  #gaze: Gaze = { yawRad: 0, pitchRad: 0 };

  constructor(onInput: (gaze: Gaze) => void) {
    this.#onInput = onInput;
    const label = freshId("gaze");
    const hint = freshId("gaze-hint");
    this.#thumb = make("div", {
      class: "thumb", role: "slider", tabindex: 0, "aria-labelledby": label, "aria-describedby": hint,
      "aria-valuemin": degrees(-YAW_MOST), "aria-valuemax": degrees(YAW_MOST),
    });
    this.#field = make("div", { class: "field" }, this.#thumb);
    this.element = make(
      "div",
      { class: "gaze" },
      make("span", { id: label, class: "label" }, "Gaze"),
      this.#output,
      this.#field,
      make("p", { id: hint, class: "hint" }, "Drag, or use the arrow keys. A double click or Home looks straight ahead."),
    );
    this.#field.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#field.addEventListener("pointermove", (event) => this.#drag(event));
    this.#field.addEventListener("dblclick", () => this.#move({ yawRad: 0, pitchRad: 0 }));
    this.#thumb.addEventListener("keydown", (event) => this.#press(event));
    this.#show();
  }

  /** Shows what holds, unless it is being moved. */
  set gaze(gaze: Gaze) {
    if (this.#held.isHeld) return;
    this.#gaze = gaze;
    this.#show();
  }

  #grab(event: PointerEvent): void {
    event.preventDefault();
    this.#field.setPointerCapture(event.pointerId);
    this.#thumb.focus();
    this.#point(event);
  }

  #drag(event: PointerEvent): void {
    if (this.#field.hasPointerCapture(event.pointerId)) this.#point(event);
  }

  /** Who faces us has their left on our right: a pointer to the right is a yaw to their left. */
  #point(event: PointerEvent): void {
    const { left, top, width, height } = this.#field.getBoundingClientRect();
    this.#move({
      yawRad: YAW_MOST * ((2 * (event.clientX - left)) / width - 1),
      pitchRad: PITCH_MOST * (1 - (2 * (event.clientY - top)) / height),
    });
  }

  #press(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (event.key === "Home") this.#move({ yawRad: 0, pitchRad: 0 });
    else if (way !== undefined) {
      const { yawRad, pitchRad } = this.#gaze;
      this.#move({
        yawRad: yawRad + (way[0] * YAW_MOST) / STEPS,
        pitchRad: pitchRad + (way[1] * PITCH_MOST) / STEPS,
      });
    } else return;
    event.preventDefault();
  }

  #move(gaze: Gaze): void {
    this.#held.hold();
    this.#gaze = {
      yawRad: Math.max(-YAW_MOST, Math.min(YAW_MOST, gaze.yawRad)),
      pitchRad: Math.max(-PITCH_MOST, Math.min(PITCH_MOST, gaze.pitchRad)),
    };
    this.#show();
    this.#onInput(this.#gaze);
  }

  #show(): void {
    const { yawRad, pitchRad } = this.#gaze;
    this.#thumb.style.left = `${50 + (50 * yawRad) / YAW_MOST}%`;
    this.#thumb.style.top = `${50 - (50 * pitchRad) / PITCH_MOST}%`;
    const words = wordsOf(this.#gaze);
    this.#output.value = words;
    this.#thumb.setAttribute("aria-valuenow", String(degrees(yawRad)));
    this.#thumb.setAttribute("aria-valuetext", words);
  }
}

/** As somebody who looks at the face would say it. */
export function wordsOf({ yawRad, pitchRad }: Gaze): string {
  const yaw = degrees(yawRad);
  const pitch = degrees(pitchRad);
  const parts = [
    yaw === 0 ? "" : `${Math.abs(yaw)}° ${yaw > 0 ? "right" : "left"}`,
    pitch === 0 ? "" : `${Math.abs(pitch)}° ${pitch > 0 ? "up" : "down"}`,
  ].filter(Boolean);
  return parts.join(", ") || "at you";
}

function degrees(rad: number): number {
  return Math.round((rad * 180) / Math.PI);
}
