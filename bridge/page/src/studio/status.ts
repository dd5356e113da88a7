/** Whether there is a show, and why not. */

import type { ConnectionState } from "../wire/connection";
import type { LiveState } from "../wire/live";
import type { Refusal } from "../wire/refusal";
import { button, make } from "./dom";
import { sentence } from "./notices";

type Mood = "good" | "waiting" | "bad";

interface Words {
  readonly mood: Mood;
  readonly short: string;
  /** What to do; empty where all is well. */
  readonly long: string;
}

export class Status {
  /** A word or two, for the head of the page. */
  readonly pill = make("span", { class: "pill" });
  /** What to do about it, for a line below. */
  readonly banner = make("div", { class: "banner", role: "status", hidden: true });
  readonly #words = make("p", {});
  readonly #again = button("Try now", null);
  #connection: ConnectionState = { name: "connecting" };
  #state: LiveState | null = null;

  constructor(tryNow: () => void) {
    this.#again.addEventListener("click", tryNow);
    this.banner.append(this.#words, this.#again);
    this.#show();
  }

  connection(state: ConnectionState): void {
    this.#connection = state;
    this.#show();
  }

  state(state: LiveState): void {
    this.#state = state;
    this.#show();
  }

  #show(): void {
    const { mood, short, long } = wordsOf(this.#connection, this.#state);
    this.pill.textContent = short;
    this.pill.dataset["mood"] = mood;
    this.banner.hidden = long === "";
    this.#again.hidden = this.#connection.name !== "waiting";
    if (this.#words.textContent !== long) this.#words.textContent = long;
  }
}

export function wordsOf(connection: ConnectionState, state: LiveState | null): Words {
  switch (connection.name) {
    case "connecting":
      return { mood: "waiting", short: "connecting…", long: "" };
    case "waiting":
      return {
        mood: "bad",
        short: "no connection",
        long: `Mien does not answer. Is \`mien live\` running? Trying again in ${connection.seconds} s.`,
      };
    case "refused":
      return connection.isStranger
        ? { mood: "bad", short: "not let in", long: STRANGER }
        : { mood: "bad", short: "another version", long: otherVersion(connection.refusal) };
    case "open":
      return showWords(state);
  }
}

function showWords(state: LiveState | null): Words {
  if (state === null) return { mood: "waiting", short: "connecting…", long: "" };
  if (!state.isDaemonUp) {
    const long = "The daemon is gone and is being started again. Everything goes on by itself when it is back.";
    return { mood: "bad", short: "daemon down", long };
  }
  if (state.session === null) return { mood: "waiting", short: "getting ready…", long: "" };
  return { mood: "good", short: "on air", long: "" };
}

/** Nobody is told what was wrong with a token: what to do is the same, a bookmark or a link that was cut off. */
const STRANGER =
  "This address lets nobody in: it is of an earlier show, or a part of it is missing. " +
  "Open the whole address that `mien live` printed when it began; each show has a new one.";

function otherVersion({ message, hint }: Refusal): string {
  return [`${sentence(message)}`, hint, "Load this page anew; if that does not help, restart `mien live`."].filter(Boolean).join(" ");
}
