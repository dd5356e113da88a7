/** The page's connection to the show: says hello, keeps alive, comes back by itself. */

import { packEnvelope, unpackEnvelope } from "./envelope";
import { type Fields, isFields, MalformedMessage } from "./fields";
import { type Hello, type Ping, PROTOCOL_VERSION } from "./messages";
import { Refusal } from "./refusal";
import { isFailure, refusalFrom, Requests } from "./requests";
import type { Address } from "./address";

const CLIENT = "mien-page 0.1";
const HEARTBEAT_S = 2;
/** Heartbeats without a message after which the other side counts as gone. */
const SILENT_HEARTBEATS = 3;
const LONGEST_WAIT_S = 32;
/** Codes after which asking again is of no use. */
const FINAL_CODES = new Set(["token", "version"]);
/** Sound that may wait in the browser before pieces are dropped, bytes: a second of it. */
const MOST_WAITING_BYTES = 96_000;

export type ConnectionState =
  | { readonly name: "connecting" }
  | { readonly name: "open" }
  | { readonly name: "waiting"; readonly seconds: number }
  | { readonly name: "refused"; readonly refusal: Refusal; readonly isStranger: boolean };

export interface ConnectionListener {
  onConnection(state: ConnectionState): void;
  /** A map of the channel `live`, answers to requests excepted. */
  onLive(message: Fields): void;
  onStream(topic: string, header: unknown, payload: Uint8Array | null): void;
  /** Something that the show says without having been asked. */
  onComplaint(refusal: Refusal): void;
}

export class Connection {
  state: ConnectionState = { name: "connecting" };
  readonly #address: Address;
  readonly #listener: ConnectionListener;
  readonly #open: (url: string) => WebSocket;
  readonly #requests = new Requests();
  #topics: readonly string[] = [];
  #socket: WebSocket | null = null;
  #failures = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silentBeats = 0;
  #lastPing = 1;

  /** A connection that is not begun yet; `open` is for tests. */
  constructor(address: Address, listener: ConnectionListener, open = (url: string): WebSocket => new WebSocket(url)) {
    this.#address = address;
    this.#listener = listener;
    this.#open = open;
  }

  /** Connects, at once even if it would have waited. */
  start(): void {
    clearTimeout(this.#retry);
    this.#drop();
    this.#become({ name: "connecting" });
    const socket = this.#open(this.#address.socket);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#hello();
    socket.onmessage = (event) => this.#take(event.data as unknown);
    socket.onclose = () => this.#lost();
  }

  /** Ends for good. */
  stop(): void {
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Asks the show for something. */
  ask(type: string, fields: Fields = {}): Promise<void> {
    if (this.state.name !== "open") {
      return Promise.reject(new Refusal("there is no connection to the show", "Is `mien live` running?"));
    }
    const { id, answered } = this.#requests.begin();
    this.#send("live", { type, id, ...fields });
    return answered;
  }

  /** Sends a piece of the microphone's sound; false if it was dropped, as the connection is too slow. */
  sendSound(rateHz: number, samples: Int16Array): boolean {
    const socket = this.#socket;
    if (socket === null || this.state.name !== "open" || socket.bufferedAmount > MOST_WAITING_BYTES) return false;
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    socket.send(packEnvelope("live", { type: "page_audio", rate_hz: rateHz }, bytes));
    return true;
  }

  /** Listens to these topics and no others, now and after every reconnection. */
  listenTo(topics: readonly string[]): void {
    const gone = this.#topics.filter((topic) => !topics.includes(topic));
    const added = topics.filter((topic) => !this.#topics.includes(topic));
    this.#topics = topics;
    if (this.state.name !== "open") return;
    if (gone.length > 0) this.#send("unsubscribe", { topics: gone });
    if (added.length > 0) this.#send("subscribe", { topics: added });
  }

  #hello(): void {
    const token = this.#address.token;
    const hello: Hello = { type: "hello", id: 1, protocol: PROTOCOL_VERSION, client: CLIENT, token };
    this.#send("control", hello);
    this.#silentBeats = 0;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_S * 1000);
  }

  #beat(): void {
    this.#silentBeats++;
    if (this.#silentBeats > SILENT_HEARTBEATS) this.#lost();
    else if (this.state.name === "open") {
      this.#lastPing++;
      const ping: Ping = { type: "ping", id: this.#lastPing, client_ns: Math.round(performance.now() * 1e6) };
      this.#send("control", ping);
    }
  }

  #take(data: unknown): void {
    this.#silentBeats = 0;
    try {
      if (!(data instanceof ArrayBuffer)) throw new MalformedMessage("a message is text, expected bytes");
      const { channel, header, payload } = unpackEnvelope(new Uint8Array(data));
      if (channel === "control") this.#takeControl(header);
      else if (channel === "live") this.#takeLive(header);
      else this.#listener.onStream(channel, header, payload);
    } catch (error) {
      // One message that cannot be read is no reason to lose those after it.
      if (!(error instanceof MalformedMessage)) throw error;
      console.warn(`mien: ${error.message}`);
    }
  }

  #takeControl(header: unknown): void {
    if (!isFields(header)) throw new MalformedMessage("a message on control is no map");
    if (header["type"] === "welcome") this.#welcome();
    else if (isFailure(header)) this.#refused(header);
  }

  #takeLive(header: unknown): void {
    if (!isFields(header)) throw new MalformedMessage("a message on live is no map");
    const isAnswer = header["type"] === "live_done" || isFailure(header);
    if (!isAnswer) this.#listener.onLive(header);
    else if (!this.#requests.settle(header) && isFailure(header)) this.#listener.onComplaint(refusalFrom(header));
  }

  #welcome(): void {
    // A gateway whose daemon came back greets again.
    this.#failures = 0;
    this.#become({ name: "open" });
    if (this.#topics.length > 0) this.#send("subscribe", { topics: this.#topics });
  }

  #refused(header: Fields): void {
    const refusal = refusalFrom(header);
    if (FINAL_CODES.has(String(header["code"]))) {
      this.#drop();
      this.#become({ name: "refused", refusal, isStranger: header["code"] === "token" });
    } else if (this.state.name === "open" && header["re"] !== this.#lastPing) {
      // A ping is refused while there is no daemon, which the show's state says better.
      this.#listener.onComplaint(refusal);
    }
  }

  #lost(): void {
    if (this.#socket === null) return;
    this.#drop();
    const seconds = Math.min(LONGEST_WAIT_S, 2 ** this.#failures);
    this.#failures++;
    this.#become({ name: "waiting", seconds });
    this.#retry = setTimeout(() => this.start(), seconds * 1000);
  }

  #drop(): void {
    clearInterval(this.#heartbeat);
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#requests.abandon();
  }

  #send(channel: string, header: object): void {
    this.#socket?.send(packEnvelope(channel, header));
  }

  #become(state: ConnectionState): void {
    this.state = state;
    this.#listener.onConnection(state);
  }
}
