/** A form that adds an output. */

import type { LiveState, OutputKindInfo } from "../wire/live";
import type { Ask } from "./asking";
import { button, freshId, ICONS, make } from "./dom";
import { SettingFields } from "./setting_fields";

export class OutputForm {
  readonly element: HTMLElement;
  readonly #ask: Ask;
  readonly #add = button("Add an output", ICONS.plus);
  readonly #kind = make("select", { id: freshId("kind") });
  readonly #name = make("input", { id: freshId("name"), type: "text", required: true, maxlength: 64, autocomplete: "off" });
  readonly #place = make("div", {});
  readonly #form: HTMLFormElement;
  #kinds: readonly OutputKindInfo[] = [];
  #taken: readonly string[] = [];
  #fields = new SettingFields([]);

  constructor(ask: Ask) {
    this.#ask = ask;
    const submit = button("Add", null, "button primary");
    submit.type = "submit";
    const cancel = button("Cancel", null, "button subtle");
    this.#form = make(
      "form",
      { class: "add", hidden: true },
      make("div", { class: "field" }, make("label", { for: this.#kind.id }, "Kind"), this.#kind),
      make("div", { class: "field" }, make("label", { for: this.#name.id }, "Name"), this.#name),
      this.#place,
      make("div", { class: "row" }, submit, cancel),
    );
    this.element = make("div", {}, this.#add, this.#form);
    this.#add.ariaExpanded = "false";
    this.#add.addEventListener("click", () => this.#open(this.#form.hidden));
    cancel.addEventListener("click", () => this.#open(false));
    this.#kind.addEventListener("change", () => this.#begin());
    this.#form.addEventListener("submit", (event) => void this.#submit(event));
  }

  show(state: LiveState): void {
    this.#taken = state.outputs.map((output) => output.name);
    this.#add.disabled = state.outputKinds.length === 0;
    if (JSON.stringify(state.outputKinds) === JSON.stringify(this.#kinds)) return;
    this.#kinds = state.outputKinds;
    this.#kind.replaceChildren(...this.#kinds.map(({ kind, title }) => make("option", { value: kind }, title)));
    this.#begin();
  }

  #open(isOpen: boolean): void {
    this.#form.hidden = !isOpen;
    this.#add.ariaExpanded = String(isOpen);
    if (isOpen) this.#begin();
    (isOpen ? this.#kind : this.#add).focus();
  }

  #begin(): void {
    const kind = this.#kinds.find((known) => known.kind === this.#kind.value) ?? null;
    this.#fields = new SettingFields(kind?.settings ?? []);
    this.#place.replaceChildren(this.#fields.element);
    this.#name.value = freeName(kind?.kind ?? "", this.#taken);
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const request = { kind: this.#kind.value, name: this.#name.value, settings: this.#fields.settings };
    if (await this.#ask("add_output", request)) this.#open(false);
  }
}

/** A name that no output has: `vmc`, then `vmc 2`. */
export function freeName(kind: string, taken: readonly string[]): string {
  if (!taken.includes(kind)) return kind;
  let number = 2;
  while (taken.includes(`${kind} ${number}`)) number++;
  return `${kind} ${number}`;
}
