/** Every control that the daemon has. */

import { CONTROL_RANGES, type Controls, type Emotion, EMOTIONS, type Manner, MANNERS, NATURAL } from "../wire/controls";
import { button, card, freshId, make } from "./dom";
import { GazePad } from "./gaze_pad";
import { Held } from "./held";
import { Slider } from "./slider";
import { throttled } from "./throttle";

/** While a thumb is dragged, so often at most. */
const EVERY_MS = 50;
const NATURAL_BLINKS = 15;

/** Changes some controls. */
export type ChangeControls = (controls: Partial<Controls>) => void;

const times = (value: number): string => `${value.toFixed(2)} ×`;
const percent = (value: number): string => `${Math.round(100 * value)} %`;
const blinks = (value: number): string => `${Math.round(value)} a minute`;

export class Direction {
  readonly element: HTMLElement;
  readonly #gaze: GazePad;
  readonly #distance: Slider;
  readonly #head: Slider;
  readonly #lips: Slider;
  readonly #strength: Slider;
  readonly #affect: Slider;
  readonly #blinkRate: Slider;
  readonly #isNatural = make("input", { type: "checkbox", id: freshId("natural"), checked: true });
  readonly #emotions = new Map<Emotion, HTMLInputElement>();
  readonly #manners = new Map<Manner, HTMLInputElement>();
  readonly #held = new Held();
  #pending: Partial<Controls> = {};

  constructor(change: ChangeControls) {
    const send = throttled<Partial<Controls>>(EVERY_MS, (controls) => {
      this.#pending = {};
      change(controls);
    });
    const set = (controls: Partial<Controls>): void => send((this.#pending = { ...this.#pending, ...controls }));
    const slider = (label: string, key: keyof typeof CONTROL_RANGES, words: typeof times): Slider => {
      const [least, most] = CONTROL_RANGES[key];
      return new Slider({ label, least, most, step: 0.01, natural: Number(NATURAL[key]), words }, (value) => set({ [key]: value }));
    };
    this.#gaze = new GazePad(({ yawRad, pitchRad }) => set({ gaze_yaw_rad: yawRad, gaze_pitch_rad: pitchRad }));
    this.#distance = slider("Distance", "distance", times);
    this.#head = slider("Head movement", "head_gain", times);
    this.#lips = slider("Lip movement", "lips_gain", times);
    this.#strength = slider("Strength of the emotion", "emotion_strength", percent);
    this.#strength.isShown = false;
    this.#affect = slider("Feeling from the voice", "affect", percent);
    this.#blinkRate = this.#blinkSlider(set);
    const reset = button("Back to natural", null, "button subtle");
    reset.addEventListener("click", () => {
      this.show(NATURAL);
      this.#showChoices(NATURAL);
      this.#held.hold();
      set(NATURAL);
    });
    const blinkLabel = make("label", { class: "check", for: this.#isNatural.id }, this.#isNatural, "Blinks at the natural rate");
    this.element = card(
      "Direction",
      this.#gaze.element,
      this.#choice("Emotion", EMOTIONS, this.#emotions, (emotion) => {
        this.#strength.isShown = emotion !== "neutral";
        set({ emotion });
      }),
      this.#strength.element,
      this.#choice("Manner", MANNERS, this.#manners, (manner) => set({ manner })),
      this.#head.element,
      this.#lips.element,
      this.#affect.element,
      make("details", {}, make("summary", {}, "Distance and blinks"),
        make("div", { class: "fields" }, this.#distance.element, blinkLabel, this.#blinkRate.element)),
      reset,
    );
  }

  /** Shows what holds. */
  show(controls: Controls): void {
    this.#gaze.gaze = { yawRad: controls.gaze_yaw_rad, pitchRad: controls.gaze_pitch_rad };
    this.#distance.value = controls.distance;
    this.#head.value = controls.head_gain;
    this.#lips.value = controls.lips_gain;
    this.#strength.value = controls.emotion_strength;
    this.#affect.value = controls.affect;
    if (controls.blink_rate_per_min !== null) this.#blinkRate.value = controls.blink_rate_per_min;
    if (!this.#held.isHeld) this.#showChoices(controls);
  }

  #showChoices(controls: Controls): void {
    this.#strength.isShown = controls.emotion !== "neutral";
    this.#emotions.get(controls.emotion)!.checked = true;
    this.#manners.get(controls.manner)!.checked = true;
    this.#isNatural.checked = controls.blink_rate_per_min === null;
    this.#blinkRate.isShown = !this.#isNatural.checked;
  }

  #blinkSlider(set: ChangeControls): Slider {
    const [least, most] = CONTROL_RANGES.blink_rate_per_min;
    const options = { label: "Blinks", least, most, step: 1, natural: NATURAL_BLINKS, words: blinks };
    const slider = new Slider(options, (value) => set({ blink_rate_per_min: value }));
    slider.isShown = false;
    this.#isNatural.addEventListener("change", () => {
      this.#held.hold();
      slider.isShown = !this.#isNatural.checked;
      set({ blink_rate_per_min: this.#isNatural.checked ? null : slider.value });
    });
    return slider;
  }

  /** Words of which one holds, the first by nature. */
  #choice<T extends string>(title: string, words: readonly T[], inputs: Map<T, HTMLInputElement>, choose: (word: T) => void): HTMLElement {
    const group = make("fieldset", { class: "choice" }, make("legend", {}, title));
    const options = make("div", { class: "options" });
    for (const word of words) {
      const input = make("input", { type: "radio", name: title.toLowerCase(), value: word, checked: word === words[0] });
      input.addEventListener("change", () => {
        this.#held.hold();
        choose(word);
      });
      inputs.set(word, input);
      options.append(make("label", {}, input, make("span", {}, word)));
    }
    group.append(options);
    return group;
  }
}
