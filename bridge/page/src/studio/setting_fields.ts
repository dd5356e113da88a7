/** Fields of a form for an output's settings, made from what its kind declares. */

import type { Scalar, SettingInfo, Settings } from "../wire/live";
import { freshId, make } from "./dom";

type Field = HTMLInputElement | HTMLSelectElement;

/** So many settings are to be seen at once; of more, the first two and those that must be given, others a click away. */
const MOST_SEEN = 4;
const FIRST = 2;

export class SettingFields {
  readonly element = make("div", { class: "fields" });
  readonly #fields: { readonly info: SettingInfo; readonly field: Field }[] = [];

  constructor(infos: readonly SettingInfo[], settings: Settings = {}) {
    const rest = make("div", { class: "fields" });
    infos.forEach((info, at) => {
      const field = fieldOf(info, settings[info.name] ?? info.fallback);
      this.#fields.push({ info, field });
      const isSeen = infos.length <= MOST_SEEN || at < FIRST || info.fallback === null;
      (isSeen ? this.element : rest).append(labelled(info, field));
    });
    if (rest.childElementCount > 0) this.element.append(make("details", {}, make("summary", {}, "More settings"), rest));
  }

  /** What is filled in; what is left empty keeps its default. */
  get settings(): Settings {
    const given = this.#fields.flatMap(({ info, field }): [string, Scalar][] => {
      const value = valueOf(info, field);
      return value === null ? [] : [[info.name, value]];
    });
    return Object.fromEntries(given);
  }
}

function fieldOf(info: SettingInfo, value: Scalar | null): Field {
  const id = freshId("setting");
  const given = value === null ? "" : String(value);
  const required = info.fallback === null;
  switch (info.type) {
    case "bool":
      return make("input", { id, type: "checkbox", checked: value === true });
    case "choice":
      return make("select", { id }, ...info.choices.map((word) => make("option", { value: word, selected: word === given }, word)));
    case "int":
    case "float":
      return make("input", { id, type: "number", step: info.type === "int" ? 1 : "any", value: given, required });
    case "str":
      return make("input", { id, type: "text", value: given, required, spellcheck: "false", autocomplete: "off" });
  }
}

function labelled(info: SettingInfo, field: Field): HTMLElement {
  const title = info.name.replaceAll("_", " ");
  const label = make("label", { for: field.id }, title);
  const parts = info.type === "bool" ? [field, label] : [label, field];
  const element = make("div", { class: info.type === "bool" ? "field check" : "field" }, ...parts);
  if (info.help !== "") {
    const help = make("p", { class: "hint", id: freshId("help") }, info.help);
    field.setAttribute("aria-describedby", help.id);
    element.append(help);
  }
  return element;
}

function valueOf(info: SettingInfo, field: Field): Scalar | null {
  if (field instanceof HTMLInputElement && info.type === "bool") return field.checked;
  if (field.value === "") return null;
  return info.type === "int" || info.type === "float" ? Number(field.value) : field.value;
}
