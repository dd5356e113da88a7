// Shows what a session does, with nothing but zeromq and @msgpack/msgpack: node receiver.mjs CONNECTION_FILE [SESSION]

import { readFileSync } from "node:fs";
import { decode } from "@msgpack/msgpack";
import { Subscriber } from "zeromq";

const LAST = 2; // bit 1 of a frame's flags: the last of an utterance

/** Turns the messages of one motion stream into frames. */
class Receiver {
  header = null;
  epoch = 0;
  nextSeq = null;
  lost = 0;

  /** The frame that a message is, or null: of a header, of a keepalive, of what is over. */
  take(header, payload) {
    if (!Array.isArray(header)) {
      if (header.type === "stream_header") this.header = header;
      return null;
    }
    const [epoch, seq, timeNs, , flags] = header;
    this.lost += this.nextSeq === null ? 0 : seq - this.nextSeq;
    this.nextSeq = seq + 1;
    if (epoch < this.epoch || this.header === null) return null;
    this.epoch = epoch;
    const numbers = Array.from({ length: 61 }, (_, at) => payload.readFloatLE(4 * at));
    const face = Object.fromEntries(this.header.expression_names.map((name, at) => [name, numbers[at]]));
    const head = { wxyz: numbers.slice(52, 56), m: numbers.slice(56, 59) };
    return { timeNs, flags, face, head, gazeRad: numbers.slice(59, 61) };
  }
}

/** Frames of a session, or of whatever session there is, as they come. */
async function* receive(connectionFile, session = "") {
  const connection = JSON.parse(readFileSync(connectionFile, "utf8"));
  const socket = new Subscriber();
  socket.connect(connection.motion);
  socket.subscribe(session ? `motion/${session}/` : "motion/");
  const receivers = new Map();
  for await (const [topic, header, payload] of socket) {
    const name = topic.toString();
    if (!receivers.has(name)) receivers.set(name, new Receiver());
    const receiver = receivers.get(name);
    const frame = receiver.take(decode(header), payload);
    if (frame !== null) yield { frame, lost: receiver.lost };
  }
}

for await (const { frame, lost } of receive(...process.argv.slice(2))) {
  const jaw = "#".repeat(Math.round(20 * frame.face.jawOpen)).padEnd(20);
  const turn = (frame.head.wxyz[2] < 0 ? "" : "+") + frame.head.wxyz[2].toFixed(3);
  console.log(`${(frame.timeNs / 1e9).toFixed(3).padStart(8)} s  jaw ${jaw}  turn ${turn}  lost ${lost}`);
  if (frame.flags & LAST) break;
}
