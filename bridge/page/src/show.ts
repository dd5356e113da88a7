/** The show as a page sees it: a connection, the newest state, and a stage that performs it. */

import { addressOf } from "./wire/address";
import { Connection, type ConnectionListener, type ConnectionState } from "./wire/connection";
import type { Fields } from "./wire/fields";
import { type LiveLevel, type LiveState, readLevel, readState } from "./wire/live";
import type { Refusal } from "./wire/refusal";
import { characterAddress } from "./stage/characters";
import type { Shown, Stage } from "./stage/stage";

/** What a page wants to know; each may be left out. */
export interface ShowListener {
  onConnection?(state: ConnectionState): void;
  onState?(state: LiveState): void;
  onLevel?(level: LiveLevel): void;
  /** Something that cannot be done, or only half. */
  onRefusal?(refusal: unknown): void;
  /** Something to know that nobody asked for. */
  onNote?(note: string): void;
}

export class Show implements ConnectionListener {
  readonly connection: Connection;
  readonly stage: Stage;
  readonly token: string;
  state: LiveState | null = null;
  readonly #listeners: ShowListener[] = [];
  #choice: Shown | null = null;
  #isStock: boolean;

  /**
   * A show that is not begun yet.
   *
   * @param isStock Whether the stock head is shown although the show has a character.
   */
  constructor(stage: Stage, isStock = false) {
    const address = addressOf(window.location);
    this.stage = stage;
    this.token = address.token;
    this.connection = new Connection(address, this);
    this.#isStock = isStock;
  }

  listen(listener: ShowListener): void {
    this.#listeners.push(listener);
  }

  /** What is shown: what somebody chose, otherwise the photo where there is one. */
  get shown(): Shown {
    return this.#choice ?? (this.state?.avatarName ? "face" : "character");
  }

  /** Shows the one or the other from now on; null leaves it to the show. */
  choose(choice: Shown | null): void {
    this.#choice = choice;
    this.#arrange();
  }

  setMuted(isMuted: boolean): void {
    this.stage.setMuted(isMuted);
    this.connection.listenTo(this.stage.topics);
  }

  onConnection(state: ConnectionState): void {
    for (const listener of this.#listeners) listener.onConnection?.(state);
  }

  onLive(message: Fields): void {
    if (message["type"] === "live_state") this.#become(readState(message));
    if (message["type"] === "live_level") {
      const level = readLevel(message);
      for (const listener of this.#listeners) listener.onLevel?.(level);
    }
  }

  onStream(topic: string, header: unknown, payload: Uint8Array | null): void {
    this.stage.take(topic, header, payload);
  }

  onComplaint(refusal: Refusal): void {
    for (const listener of this.#listeners) listener.onRefusal?.(refusal);
  }

  #become(state: LiveState): void {
    const hadFace = this.state?.avatarName ?? null;
    this.state = state;
    this.stage.follow(state.session);
    if (hadFace !== null && state.avatarName === null) this.stage.clearFace();
    this.#arrange();
    for (const listener of this.#listeners) listener.onState?.(state);
  }

  #arrange(): void {
    if (this.state === null) return;
    this.stage.show(this.shown);
    this.connection.listenTo(this.stage.topics);
    if (this.shown === "character") void this.#loadCharacter(this.state);
  }

  async #loadCharacter(state: LiveState): Promise<void> {
    try {
      const note = await this.stage.showCharacter(characterAddress(this.#isStock ? null : state.character, this.token));
      if (note !== "") for (const listener of this.#listeners) listener.onNote?.(note);
    } catch (error) {
      for (const listener of this.#listeners) listener.onRefusal?.(error);
    }
  }
}
