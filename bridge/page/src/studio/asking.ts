/** Asking the show from a page: what it refuses is said, and buttons rest meanwhile. */

import type { Fields } from "../wire/fields";

/** Asks; true if it was done. What was refused has been said. */
export type Ask = (type: string, fields?: Fields) => Promise<boolean>;

/** Does something while a button rests. */
export async function resting(button: HTMLButtonElement, work: () => Promise<unknown>): Promise<void> {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await work();
  } finally {
    button.ariaBusy = null;
  }
}
