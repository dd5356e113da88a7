/** Making elements. */

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Children = readonly (Node | string)[];

/** An element with attributes: `true` sets an empty one, `false` leaves it out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture of 20 x 20, drawn with a pen along a path; screen readers pass it over. */
export function icon(path: string): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}

export const ICONS = {
  plus: "M10 4v12M4 10h12",
  stop: "M5 5h10v10H5z",
  record: "M10 6.5a3.5 3.5 0 1 0 .01 0z",
  photo: "M3 5h14v11H3zM3 13l4-4 4 4 2-2 4 4M13 8h.01",
  head: "M10 3a5 5 0 0 1 5 5c0 3-2 6-5 6s-5-3-5-6a5 5 0 0 1 5-5zM7 14v3M13 14v3",
  file: "M5 3h7l4 4v10H5zM12 3v4h4",
  microphone: "M10 3a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-5 0v-4A2.5 2.5 0 0 1 10 3zM5 9.5a5 5 0 0 0 10 0M10 14.5V17",
  copy: "M7 7h9v9H7zM4 13V4h9",
  remove: "M5 5l10 10M15 5L5 15",
  sound: "M3 8v4h3l4 3V5L6 8zM13 7.5a4 4 0 0 1 0 5M15 5.5a7 7 0 0 1 0 9",
  speak: "M3 4h14v9H9l-4 3v-3H3z",
  check: "M4 10.5l4 4 8-9",
  film: "M3 5h14v10H3zM7 5v10M13 5v10M3 10h4M13 10h4",
  save: "M10 4v8M6 9l4 4 4-4M4 16h12",
  open: "M11 4h5v5M16 4l-7 7M8 5H4v11h11v-4",
} as const;

let lastId = 0;

/** An id that no other element has. */
export function freshId(what: string): string {
  lastId++;
  return `${what}-${lastId}`;
}

/** A button with an icon and words. */
export function button(words: string, path: string | null, className = "button"): HTMLButtonElement {
  return make("button", { type: "button", class: className }, ...(path === null ? [] : [icon(path)]), make("span", {}, words));
}

/** A titled part of the page. */
export function card(title: string, ...children: Children): HTMLElement {
  const id = freshId("card");
  const name = title.toLowerCase().replaceAll(" ", "-");
  return make("section", { class: "card", "aria-labelledby": id, "data-card": name }, make("h2", { id }, title), ...children);
}
