/** A button that asks for a file. */

import { button, make } from "./dom";

export class FileButton {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;

  constructor(words: string, icon: string, accept: string, onFile: (file: File) => void, className = "button") {
    const input = make("input", { type: "file", accept, hidden: true });
    this.button = button(words, icon, className);
    this.element = make("span", { class: "file" }, this.button, input);
    this.button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file !== undefined) onFile(file);
      // The same file can be chosen again.
      input.value = "";
    });
  }
}
