/** One output: whether it runs, how it is, and its settings. */

import type { OutputKindInfo, OutputPhase, OutputState } from "../wire/live";
import type { Ask } from "./asking";
import { button, freshId, icon, ICONS, make } from "./dom";
import { Held } from "./held";
import { SettingFields } from "./setting_fields";

const WORDS: Readonly<Record<OutputPhase, string>> = { off: "off", opening: "opening…", on: "on", failed: "failed" };

export class OutputRow {
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #ask: Ask;
  readonly #switch: HTMLInputElement;
  readonly #held = new Held();
  readonly #phase = make("span", { class: "phase" });
  readonly #counts = make("span", { class: "counts" });
  readonly #note = make("p", { class: "hint" });

  constructor(output: OutputState, kind: OutputKindInfo | null, ask: Ask) {
    this.#name = output.name;
    this.#ask = ask;
    const title = freshId("output");
    this.#switch = make("input", { type: "checkbox", role: "switch", class: "switch", "aria-labelledby": title });
    this.#switch.addEventListener("change", () => void this.#turn());
    const remove = make("button", { type: "button", class: "quiet", "aria-label": `Remove ${output.name}` }, icon(ICONS.remove));
    remove.addEventListener("click", () => void ask("remove_output", { name: output.name }));
    const heading = make("span", { class: "name" }, make("span", { id: title }, output.name));
    if (kind !== null && kind.title !== output.name) heading.append(make("small", {}, kind.title));
    this.element = make(
      "li",
      { class: "output" },
      make("div", { class: "line" }, this.#switch, heading, this.#phase, remove),
      this.#note,
      this.#counts,
    );
    if (kind !== null && kind.settings.length > 0) this.element.append(this.#settings(output, kind));
    this.show(output);
  }

  show(output: OutputState): void {
    if (!this.#held.isHeld) this.#switch.checked = output.isOn;
    this.#phase.textContent = WORDS[output.phase];
    this.element.dataset["phase"] = output.phase;
    this.#note.textContent = output.note;
    this.#note.hidden = output.note === "";
    const dropped = output.dropped > 0 ? `, ${output.dropped.toLocaleString("en")} dropped` : "";
    this.#counts.textContent = `${output.sent.toLocaleString("en")} sent${dropped}`;
  }

  async #turn(): Promise<void> {
    const isOn = this.#switch.checked;
    this.#held.hold();
    if (!(await this.#ask("set_output", { name: this.#name, is_on: isOn }))) this.#switch.checked = !isOn;
  }

  #settings(output: OutputState, kind: OutputKindInfo): HTMLElement {
    const fields = new SettingFields(kind.settings, output.settings);
    const save = button("Apply", null, "button");
    save.type = "submit";
    const form = make("form", {}, fields.element, save);
    const details = make("details", {}, make("summary", {}, "Settings"), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#ask("set_output", { name: this.#name, is_on: this.#switch.checked, settings: fields.settings }).then(
        (isDone) => (details.open = !isDone),
      );
    });
    return details;
  }
}
