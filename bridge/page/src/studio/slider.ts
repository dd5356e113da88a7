/** A labelled slider that shows its value in words. */

import { freshId, make } from "./dom";
import { Held } from "./held";

export interface SliderOptions {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Where a double click leads. */
  readonly natural: number;
  readonly words: (value: number) => string;
}

export class Slider {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #output: HTMLOutputElement;
  readonly #options: SliderOptions;
  readonly #held = new Held();

  constructor(options: SliderOptions, onInput: (value: number) => void) {
    this.#options = options;
    const id = freshId("slider");
    const { least, most, step } = options;
    this.#input = make("input", { id, type: "range", min: least, max: most, step });
    this.#output = make("output", { for: id });
    this.element = make("div", { class: "slider" }, make("label", { for: id }, options.label), this.#output, this.#input);
    const moved = (): void => {
      this.#held.hold();
      this.#tell();
      onInput(this.#input.valueAsNumber);
    };
    this.#input.addEventListener("input", moved);
    this.#input.addEventListener("dblclick", () => {
      this.#input.valueAsNumber = options.natural;
      moved();
    });
    this.#input.valueAsNumber = options.natural;
    this.#tell();
  }

  get value(): number {
    return this.#input.valueAsNumber;
  }

  /** Shows what holds, unless it is being moved. */
  set value(value: number) {
    if (this.#held.isHeld) return;
    this.#input.valueAsNumber = value;
    this.#tell();
  }

  /** Whether there is anything to be moved. */
  set isShown(isShown: boolean) {
    this.element.hidden = !isShown;
  }

  #tell(): void {
    const { least, most, words } = this.#options;
    const said = words(this.#input.valueAsNumber);
    this.#output.value = said;
    this.#input.setAttribute("aria-valuetext", said);
    this.#input.style.setProperty("--filled", `${(100 * (this.#input.valueAsNumber - least)) / (most - least)}%`);
  }
}
