/** Rates and latency, in a line below the stage. */

import type { LiveState } from "../wire/live";
import type { Stage } from "../stage/stage";
import { make } from "./dom";

const EVERY_MS = 500;

export class FiguresLine {
  readonly element: HTMLElement;
  readonly #list = make("dl", { class: "figures", "aria-label": "Rates and latency" });
  readonly #values = new Map<string, HTMLElement>();

  constructor(stage: Stage, state: () => LiveState | null) {
    for (const name of ["motion", "pictures", "latency", "drawn", "draw", "lost"]) this.#add(name);
    this.element = make("details", { class: "all-figures" }, make("summary", {}, "Figures"), this.#list);
    setInterval(() => this.#tell(stage, state()), EVERY_MS);
  }

  #add(name: string): void {
    const value = make("dd", { "data-figure": name }, "–");
    this.#values.set(name, value);
    this.#list.append(make("div", {}, make("dt", {}, TITLES[name] ?? name), value));
  }

  #tell(stage: Stage, state: LiveState | null): void {
    const { motionHz, pictureHz, drawnHz, drawMs } = stage.figures;
    this.#set("motion", `${motionHz}/s`);
    this.#set("pictures", `${pictureHz}/s`);
    this.#set("latency", state === null || state.latencyMs === 0 ? "–" : `${Math.round(state.latencyMs)} ms`);
    this.#set("drawn", `${drawnHz}/s`);
    this.#set("draw", `${drawMs.toFixed(2)} ms`);
    this.#set("lost", String(stage.lost));
  }

  #set(name: string, words: string): void {
    const value = this.#values.get(name)!;
    if (value.textContent !== words) value.textContent = words;
  }
}

const TITLES: Readonly<Record<string, string>> = {
  motion: "Motion", pictures: "Pictures", latency: "Latency", drawn: "Drawn", draw: "Per drawing", lost: "Lost",
};
