/** Three steps for whoever is here for the first time: a face, a voice, speech. */

import type { LiveLevel, LiveState } from "../wire/live";
import { resting } from "./asking";
import { button, icon, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import { CHARACTER_FILES, PHOTO_FILES, type Purpose } from "./files";

/** What somebody says loudly enough, dBFS. */
const SPEAKS_DB = -45;
const KEPT = "mien.steps";
const HELLO = "Hello! This is my new face, and these are its first words.";

export interface StepsHost {
  readonly give: (file: File, purpose: Purpose) => Promise<unknown>;
  readonly useMicrophone: () => void;
  readonly type: () => void;
  readonly say: (text: string) => Promise<unknown>;
}

export class Steps {
  readonly element: HTMLElement;
  readonly #face: Step;
  readonly #voice: Step;
  readonly #speech: Step;
  readonly #hello = button("Say hello", ICONS.speak);
  readonly #photo: HTMLElement;
  readonly #character: HTMLElement;
  #isTyping = false;
  #isOver = wasSeen();

  constructor(host: StepsHost) {
    const photo = new FileButton("Choose a photo", ICONS.photo, PHOTO_FILES, (file) => {
      void resting(photo.button, () => host.give(file, "photo"));
    });
    const character = new FileButton("Choose a VRM or GLB", ICONS.head, CHARACTER_FILES, (file) => {
      void resting(character.button, () => host.give(file, "character"));
    });
    const microphone = button("My microphone", ICONS.microphone);
    microphone.addEventListener("click", host.useMicrophone);
    const type = button("Type", null, "button subtle");
    type.addEventListener("click", () => {
      this.#isTyping = true;
      host.type();
    });
    this.#hello.addEventListener("click", () => void resting(this.#hello, () => host.say(HELLO)));
    this.#photo = photo.element;
    this.#character = character.element;
    this.#face = new Step(1, "A face", this.#photo, this.#character);
    this.#voice = new Step(2, "A voice", microphone, type);
    this.#speech = new Step(3, "Speak", this.#hello);
    const close = make("button", { type: "button", class: "quiet", "aria-label": "Hide the first steps" }, icon(ICONS.remove));
    close.addEventListener("click", () => this.#end());
    const list = make("ol", {}, this.#face.element, this.#voice.element, this.#speech.element);
    this.element = make("section", { class: "steps", "aria-label": "First steps", hidden: true }, list, close);
  }

  show(state: LiveState): void {
    this.element.hidden = this.#isOver;
    const { takesPhotos, input, voices } = state;
    this.#photo.hidden = !takesPhotos;
    this.#character.hidden = takesPhotos;
    const given = state.avatarName ?? state.character?.name ?? null;
    this.#face.say(given ?? (takesPhotos ? "Drop a photo anywhere here." : "The stock head, or drop a character."));
    this.#face.isDone = given !== null;
    const hasMicrophone = input.kind === "page" || (input.kind === "microphone" && input.note === "");
    this.#voice.say(voices.length > 0 ? "Yours, or one that reads." : "Yours, or a recording.");
    this.#voice.isDone = hasMicrophone || this.#isTyping;
    this.#speech.say(hasMicrophone ? "Say something: the face follows." : "Type a sentence, then Enter.");
    this.#hello.hidden = hasMicrophone || voices.length === 0;
  }

  /** Something was said by a text or a recording. */
  said(): void {
    this.#isTyping = true;
    this.#voice.isDone = true;
    this.#spoke();
  }

  level(level: LiveLevel): void {
    if (this.#voice.isDone && level.isOpen && level.dbfs > SPEAKS_DB) this.#spoke();
  }

  #spoke(): void {
    this.#speech.isDone = true;
    if (this.#face.isDone) this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.element.hidden = true;
    try {
      localStorage.setItem(KEPT, "seen");
    } catch {
      // Where nothing may be kept the steps are seen again.
    }
  }
}

class Step {
  readonly element: HTMLElement;
  readonly #words = make("p", { class: "hint" });
  readonly #mark: HTMLElement;

  constructor(number: number, title: string, ...actions: HTMLElement[]) {
    this.#mark = make("span", { class: "mark", "aria-hidden": "true" }, String(number), icon(ICONS.check));
    const text = make("div", { class: "text" }, make("strong", {}, title), this.#words);
    this.element = make("li", { class: "step" }, this.#mark, text, make("div", { class: "row" }, ...actions));
  }

  say(words: string): void {
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }

  get isDone(): boolean {
    return this.element.classList.contains("done");
  }

  set isDone(isDone: boolean) {
    this.element.classList.toggle("done", isDone);
  }
}

function wasSeen(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
