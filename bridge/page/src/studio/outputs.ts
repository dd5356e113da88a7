/** Programs that are sent the performance. */

import type { LiveState } from "../wire/live";
import type { Ask } from "./asking";
import { card, make } from "./dom";
import { OutputForm } from "./output_form";
import { OutputRow } from "./output_row";

export class Outputs {
  readonly element: HTMLElement;
  readonly #list = make("ul", { class: "outputs" });
  readonly #none = make("p", { class: "hint" }, "None yet. VTube Studio, VSeeFace, Warudo, Unreal and others are fed from here.");
  readonly #form: OutputForm;
  readonly #ask: Ask;
  /** By what a row is made of; of another kind or other settings it is made anew. */
  #rows = new Map<string, OutputRow>();

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#form = new OutputForm(ask);
    this.element = card("Outputs", this.#list, this.#none, this.#form.element);
  }

  show(state: LiveState): void {
    this.#form.show(state);
    this.#none.hidden = state.outputs.length > 0;
    const rows = new Map<string, OutputRow>();
    for (const output of state.outputs) {
      const key = JSON.stringify([output.name, output.kind, output.settings]);
      const kind = state.outputKinds.find((known) => known.kind === output.kind) ?? null;
      const row = this.#rows.get(key) ?? new OutputRow(output, kind, this.#ask);
      row.show(output);
      rows.set(key, row);
    }
    const isSame = [...rows.keys()].join() === [...this.#rows.keys()].join();
    this.#rows = rows;
    // Moving a row that is in its place would take the focus away.
    if (!isSame) this.#list.replaceChildren(...[...rows.values()].map((row) => row.element));
  }
}
