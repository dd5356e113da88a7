// The connection to the show: WebSocket, envelopes, hello, answers; made again by itself when it breaks.

import { pack, unpack } from "./msgpack.js";

const LONGEST_WAIT_S = 8;

// Calls `on.state`, `on.level`, `on.message(channel, header, payload)`, `on.status(words)` and `on.trouble(words)`.
export class Wire {
  constructor(token, on) {
    this.token = token;
    this.on = on;
    this.topics = new Set();
    this.answers = new Map();
    this.lastId = 0;
    this.waitS = 1;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(`ws://${location.host}/ws`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.greet();
    this.socket.onmessage = (event) => this.take(...unpack(new Uint8Array(event.data)));
    this.socket.onclose = (event) => this.lost(event);
  }

  greet() {
    const id = ++this.lastId;
    const hello = { type: "hello", id, protocol: [1, 0], client: "mien plain page", token: this.token };
    this.post("control", hello);
  }

  // Resolves when the show has done it; rejects with its words where it will not.
  ask(type, fields = {}) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      if (!this.post("live", { type, id, ...fields })) reject(new Error("there is no connection; it is tried again"));
      else this.answers.set(id, { resolve, reject });
    });
  }

  // Of these streams alone something is wanted.
  follow(topics) {
    const added = topics.filter((topic) => !this.topics.has(topic));
    const dropped = [...this.topics].filter((topic) => !topics.includes(topic));
    this.topics = new Set(topics);
    if (dropped.length) this.post("unsubscribe", { topics: dropped });
    if (added.length) this.post("subscribe", { topics: added });
  }

  post(channel, header) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(pack([channel, header]));
    return true;
  }

  take(channel, header, payload) {
    if (channel === "live") this.takeLive(header);
    else if (channel !== "control") this.on.message(channel, header, payload);
    else if (header.type === "welcome") this.on.status("Connected.");
    else if (header.type === "error" && header.code === "token") this.barred = `${header.message}: ${header.hint}`;
    else if (header.type === "error") this.on.trouble(`${header.message} ${header.hint}`);
  }

  takeLive(header) {
    if (header.type === "live_state") {
      this.waitS = 1;
      this.on.state(header);
    } else if (header.type === "live_level") this.on.level(header);
    else {
      const answer = this.answers.get(header.re);
      this.answers.delete(header.re);
      if (header.type === "live_error") {
        const error = new Error(header.hint ? `${header.message}; ${header.hint}` : header.message);
        if (answer) answer.reject(error);
        else this.on.trouble(error.message);
      } else answer?.resolve();
    }
  }

  lost(event) {
    for (const { reject } of this.answers.values()) reject(new Error("the connection broke"));
    this.answers.clear();
    this.topics.clear();
    if (this.barred) {
      this.on.status("Not connected.");
      this.on.trouble(this.barred);
      return;
    }
    this.on.status(`Not connected${event.reason ? `: ${event.reason}` : ""}. Trying again …`);
    setTimeout(() => this.connect(), 1000 * this.waitS);
    this.waitS = Math.min(2 * this.waitS, LONGEST_WAIT_S);
  }
}

// What follows `#token=` in the page's address, where no server sees it.
export function tokenOf(address) {
  return new URLSearchParams(address.hash.slice(1)).get("token") ?? "";
}
