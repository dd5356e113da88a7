/** Which character a page shows, loaded when it is first wanted. */

import type { CharacterView } from "../character/character_view";
import type { Character as CharacterInfo } from "../wire/live";
import { refusalOf } from "../wire/refusal";

/** Where a character's file is. */
export function characterAddress(info: CharacterInfo | null, token: string): string {
  if (info === null) return "head.glb";
  return `character?${new URLSearchParams({ token, revision: String(info.revision) })}`;
}

/** The kind of shapes that the page's own address asks for: `?prefer=oculus`; empty for the one that fits best. */
function preferredPreset(): string {
  return new URLSearchParams(location.search).get("prefer") ?? "";
}

/** After a failure the same file is not asked for again before so long. */
const REST_MS = 5000;

export class Characters {
  view: CharacterView | null = null;
  isLoading = false;
  /** Why there is none to be seen, or empty. */
  trouble = "";
  readonly #onView: (view: CharacterView) => void;
  #wanted = "";
  #restUntilMs = 0;

  constructor(onView: (view: CharacterView) => void) {
    this.#onView = onView;
  }

  /**
   * Shows the character of an address; what to know about it, or empty.
   *
   * @throws Refusal If it cannot be shown; it may be asked for again after a while.
   */
  async show(address: string): Promise<string> {
    if (address === this.#wanted && performance.now() < this.#restUntilMs) return "";
    this.#wanted = address;
    this.#restUntilMs = Infinity;
    this.isLoading = true;
    this.trouble = "";
    try {
      // three.js is most of the page, and a photo's face does not need it.
      const [{ CharacterView }, { fetchCharacter }] = await Promise.all([
        import("../character/character_view"),
        import("../character/loading"),
      ]);
      this.#begin(CharacterView);
      const character = await fetchCharacter(address, preferredPreset());
      if (address !== this.#wanted) return "";
      this.view?.setCharacter(character);
      return character.note;
    } catch (error) {
      if (address === this.#wanted) this.#restUntilMs = performance.now() + REST_MS;
      if (address === this.#wanted) this.trouble = refusalOf(error).message;
      throw error;
    } finally {
      if (address === this.#wanted) this.isLoading = false;
    }
  }

  #begin(View: typeof CharacterView): void {
    if (this.view !== null) return;
    this.view = new View();
    this.#onView(this.view);
  }
}
