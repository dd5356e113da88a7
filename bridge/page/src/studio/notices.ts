/** What the user should know, in words, read out by screen readers. */

import { refusalOf } from "../wire/refusal";
import { icon, ICONS, make } from "./dom";

const MOST = 4;

export class Notices {
  readonly element = make("div", { class: "notices", role: "log", "aria-live": "polite", "aria-label": "Messages" });

  /** Something went wrong; the same words are not said twice. */
  refuse(error: unknown): void {
    const { message, hint } = refusalOf(error);
    this.#say(sentence(message), hint, "refusal");
  }

  note(words: string): void {
    this.#say(words, "", "note");
  }

  #say(words: string, hint: string, kind: string): void {
    for (const old of this.element.children) if (old.getAttribute("data-words") === words) old.remove();
    const dismiss = make("button", { type: "button", class: "quiet", "aria-label": "Dismiss" }, icon(ICONS.remove));
    const notice = make(
      "div",
      { class: `notice ${kind}`, "data-words": words },
      make("p", {}, make("strong", {}, words), hint === "" ? "" : ` ${hint}`),
      dismiss,
    );
    dismiss.addEventListener("click", () => notice.remove());
    this.element.append(notice);
    while (this.element.children.length > MOST) this.element.firstElementChild?.remove();
  }
}

/** Words of an error as a sentence. */
export function sentence(words: string): string {
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
