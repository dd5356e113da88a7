/** Buttons below the stage: what is shown, whether it is heard, stop, record. */

import type { LiveState } from "../wire/live";
import type { Shown } from "../stage/stage";
import { type Ask, resting } from "./asking";
import { button, freshId, ICONS, make } from "./dom";

export interface TransportHost {
  readonly ask: Ask;
  readonly choose: (shown: Shown) => void;
  readonly setMuted: (isMuted: boolean) => void;
}

export class Transport {
  readonly element: HTMLElement;
  readonly #listen = make("input", { type: "checkbox", role: "switch", class: "switch", id: freshId("listen"), checked: true });
  readonly #record = button("Record", ICONS.record, "button record");
  readonly #recording = make("p", { class: "hint recording", role: "status" });
  readonly #shown = new Map<Shown, HTMLInputElement>();
  readonly #host: TransportHost;

  constructor(host: TransportHost) {
    this.#host = host;
    const interrupt = button("Interrupt", ICONS.stop, "button");
    interrupt.addEventListener("click", () => void resting(interrupt, () => host.ask("interrupt")));
    this.#record.ariaPressed = "false";
    this.#record.addEventListener("click", () => {
      const isOn = this.#record.ariaPressed !== "true";
      void resting(this.#record, () => host.ask("record", { is_on: isOn }));
    });
    this.#listen.addEventListener("change", () => host.setMuted(!this.#listen.checked));
    this.element = make(
      "div",
      { class: "transport" },
      this.#choice(),
      make("label", { class: "check", for: this.#listen.id }, this.#listen, "Sound"),
      make("span", { class: "space" }),
      make("div", { class: "row" }, interrupt, this.#record),
      this.#recording,
    );
  }

  show(state: LiveState, shown: Shown): void {
    this.#shown.get(shown)!.checked = true;
    this.#record.ariaPressed = String(state.recording !== null);
    this.#recording.textContent = state.recording === null ? "" : `Recording to ${state.recording}`;
  }

  /** Turns the sound on or off, as the switch does. */
  setListening(isListening: boolean): void {
    this.#listen.checked = isListening;
    this.#host.setMuted(!isListening);
  }

  #choice(): HTMLElement {
    const group = make("fieldset", { class: "choice" }, make("legend", { class: "hidden" }, "What is shown"));
    const options = make("div", { class: "options" });
    for (const [shown, words] of [["face", "Photo"], ["character", "Character"]] as const) {
      const input = make("input", { type: "radio", name: "shown", value: shown });
      input.addEventListener("change", () => this.#host.choose(shown));
      this.#shown.set(shown, input);
      options.append(make("label", {}, input, make("span", {}, words)));
    }
    group.append(options);
    return group;
  }
}
