/** A film of the photo, which says what is typed, or a recording. */

import type { Film as FilmInfo, LiveState } from "../wire/live";
import { type Ask, resting } from "./asking";
import { button, card, ICONS, make } from "./dom";
import { FileButton } from "./file_button";
import { RECORDING_FILES } from "./files";

export interface FilmHost {
  readonly ask: Ask;
  /** Gives a recording to be filmed; what is too large is refused in words. */
  readonly film: (file: File) => Promise<unknown>;
  /** What is typed, and in whose voice. */
  readonly typed: () => { readonly text: string; readonly voice: string | null };
  readonly token: string;
}

export class Film {
  readonly element: HTMLElement;
  readonly #fromText = button("Film the text", ICONS.film);
  readonly #fromFile: FileButton;
  readonly #cancel = button("Cancel", null, "button subtle");
  readonly #bar = make("progress", { max: 1, "aria-label": "Progress of the film" });
  readonly #words = make("p", { class: "hint", role: "status" });
  readonly #save = make("a", { class: "button primary save" });
  readonly #hint = make("p", { class: "hint" }, "The photo says what is typed under Speak, or a recording: an MP4 to keep.");
  readonly #host: FilmHost;

  constructor(host: FilmHost) {
    this.#host = host;
    this.#fromFile = new FileButton("Film a recording", ICONS.file, RECORDING_FILES, (file) => {
      void resting(this.#fromFile.button, () => host.film(file));
    });
    this.#fromText.addEventListener("click", () => void resting(this.#fromText, () => host.ask("make_film", { ...host.typed() })));
    this.#cancel.addEventListener("click", () => void resting(this.#cancel, () => host.ask("cancel_film")));
    this.element = card(
      "Film",
      this.#hint,
      make("div", { class: "row" }, this.#fromText, this.#fromFile.element),
      this.#bar,
      this.#words,
      make("div", { class: "row" }, this.#cancel, this.#save),
    );
  }

  show({ film, avatarName, takesPhotos, voices }: LiveState): void {
    const isMaking = film?.phase === "making";
    this.element.hidden = !takesPhotos;
    this.#fromText.hidden = voices.length === 0;
    this.#fromText.disabled = this.#fromFile.button.disabled = isMaking || avatarName === null;
    this.#cancel.hidden = this.#bar.hidden = !isMaking;
    if (film?.share != null) this.#bar.value = film.share;
    else this.#bar.removeAttribute("value");
    const words = avatarName === null ? "Choose a photo first." : filmWords(film);
    if (this.#words.textContent !== words) this.#words.textContent = words;
    this.#save.hidden = film?.phase !== "done";
    if (film !== null) this.#offer(film);
  }

  #offer({ name, number }: FilmInfo): void {
    const query = new URLSearchParams({ token: this.#host.token, number: String(number) });
    const address = `film?${query}`;
    if (this.#save.getAttribute("href") === address) return;
    this.#save.setAttribute("href", address);
    this.#save.setAttribute("download", name);
    this.#save.textContent = `Save ${name}`;
  }
}

/** How a film is getting on; empty where there is none. */
export function filmWords(film: FilmInfo | null): string {
  if (film === null) return "";
  if (film.phase === "failed") return `No film: ${film.note}.`;
  if (film.phase === "done") return `${film.name} is done.`;
  const share = film.share === null ? "" : `${Math.round(100 * film.share)} %, `;
  return `${film.name}: ${share}${film.note}`;
}
