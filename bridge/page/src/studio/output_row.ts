/** One output: whether it runs, how it is, and its settings. */

import type { OutputKindInfo, OutputPhase, OutputState } from "../wire/live";
import type { Ask } from "./asking";
import { button, freshId, icon, ICONS, make } from "./dom";
import { Held } from "./held";
import { SettingFields } from "./setting_fields";

/** What an output does, as its user sees it: one that is open and has something to say is not heard yet. */
type Shown = OutputPhase | "unheard";

const WORDS: Readonly<Record<Shown, string>> = {
  off: "off", opening: "opening…", on: "on", unheard: "not received", failed: "failed",
};

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
    const [head, small] = headingOf(output, kind);
    this.#switch = make("input", { type: "checkbox", role: "switch", class: "switch", "aria-labelledby": title });
    this.#switch.addEventListener("change", () => void this.#turn());
    const remove = make("button", { type: "button", class: "quiet", "aria-label": `Remove ${head}` }, icon(ICONS.remove));
    remove.addEventListener("click", () => void ask("remove_output", { name: output.name }));
    const heading = make("span", { class: "name" }, make("span", { id: title }, head));
    if (small !== "") heading.append(make("small", {}, small));
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
    const shown = shownOf(output);
    this.#phase.textContent = WORDS[shown];
    this.element.dataset["phase"] = shown;
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

/** The program's name above, and a name of its user's own; or that name above, where it was given. */
export function headingOf({ name, kind }: Pick<OutputState, "name" | "kind">, info: Pick<OutputKindInfo, "title"> | null): [string, string] {
  if (info === null) return [name, ""];
  const number = /^(?:[ -]([0-9]+))?$/.exec(name.startsWith(kind) ? name.slice(kind.length) : "?");
  if (number === null) return name === info.title ? [name, ""] : [name, info.title];
  return [number[1] === undefined ? info.title : `${info.title} ${number[1]}`, ""];
}

/** What it does; `on` only where nobody says that nothing is listening. */
export function shownOf({ phase, note }: Pick<OutputState, "phase" | "note">): Shown {
  return phase === "on" && note !== "" ? "unheard" : phase;
}
