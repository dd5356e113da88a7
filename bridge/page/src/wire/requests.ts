/** Requests under way: each has a number, and is answered once. */

import { type Fields, isFields } from "./fields";
import { Refusal } from "./refusal";

interface Pending {
  readonly resolve: () => void;
  readonly reject: (reason: Refusal) => void;
}

const MOST_ID = 2 ** 32 - 1;

export class Requests {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** A number for a request, and what settles with its answer. */
  begin(): { id: number; answered: Promise<void> } {
    const id = (this.#lastId % MOST_ID) + 1;
    this.#lastId = id;
    const answered = new Promise<void>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    return { id, answered };
  }

  /** Takes an answer; false if nobody waits for it. */
  settle(answer: Fields): boolean {
    const re = answer["re"];
    const pending = typeof re === "number" ? this.#pending.get(re) : undefined;
    if (pending === undefined) return false;
    this.#pending.delete(re as number);
    if (isFailure(answer)) pending.reject(refusalFrom(answer));
    else pending.resolve();
    return true;
  }

  /** Gives up on all: there is no connection any more. */
  abandon(): void {
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of lost) pending.reject(new Refusal("the connection was lost before there was an answer"));
  }
}

export function isFailure(answer: Fields): boolean {
  return answer["type"] === "live_error" || answer["type"] === "error";
}

export function refusalFrom(answer: unknown): Refusal {
  const fields = isFields(answer) ? answer : {};
  const word = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
  return new Refusal(word("message") || "the show refused without a reason", word("hint"));
}
