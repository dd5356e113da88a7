import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressOf } from "../src/wire/address";
import { Connection, type ConnectionListener } from "../src/wire/connection";
import { PROTOCOL_VERSION } from "../src/wire/messages";
import { Refusal } from "../src/wire/refusal";
import { FakeSocket } from "./fake_socket";

const sockets: FakeSocket[] = [];
const listener = {
  onConnection: vi.fn<ConnectionListener["onConnection"]>(),
  onLive: vi.fn<ConnectionListener["onLive"]>(),
  onStream: vi.fn<ConnectionListener["onStream"]>(),
  onComplaint: vi.fn<ConnectionListener["onComplaint"]>(),
};

function connected(isWelcome = true): { connection: Connection; socket: FakeSocket } {
  const connection = new Connection({ socket: "ws://here/ws", token: "secret" }, listener, () => {
    sockets.push(new FakeSocket());
    return sockets.at(-1) as unknown as WebSocket;
  });
  connection.start();
  if (isWelcome) sockets.at(-1)!.welcomes();
  return { connection, socket: sockets.at(-1)! };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  sockets.length = 0;
});

afterEach(() => vi.useRealTimers());

describe("a connection", () => {
  it("takes the token from the fragment", () => {
    const address = addressOf({ protocol: "http:", host: "127.0.0.1:5580", hash: "#token=a%2Bb" });
    expect(address).toEqual({ socket: "ws://127.0.0.1:5580/ws", token: "a+b" });
  });

  it("says hello first, and nothing before it is welcome", () => {
    const { connection, socket } = connected(false);
    connection.listenTo(["motion/a1/"]);
    socket.onopen?.();
    expect(socket.sent.map(({ header }) => header["type"])).toEqual(["hello"]);
    expect(socket.of("hello")[0]).toMatchObject({ protocol: PROTOCOL_VERSION, token: "secret" });
    socket.says("control", { type: "welcome", re: 1 });
    expect(socket.sent.at(-1)).toMatchObject({ channel: "subscribe", header: { topics: ["motion/a1/"] } });
  });

  it("settles requests by their number, in any order", async () => {
    const { connection, socket } = connected();
    const first = connection.ask("interrupt");
    const second = connection.ask("speak", { text: "hello" });
    const [one, two] = [socket.of("interrupt")[0]!["id"], socket.of("speak")[0]!["id"]];
    socket.says("live", { type: "live_error", re: two, message: "no voice", hint: "install one" });
    socket.says("live", { type: "live_done", re: one });
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toMatchObject({ message: "no voice", hint: "install one" });
    expect(listener.onComplaint).not.toHaveBeenCalled();
  });

  it("refuses to ask where there is no connection", async () => {
    const { connection } = connected(false);
    await expect(connection.ask("interrupt")).rejects.toBeInstanceOf(Refusal);
  });

  it("gives up what is under way when the line breaks, and comes back after 1, 2, 4 seconds", async () => {
    const { connection, socket } = connected();
    connection.listenTo(["motion/a1/"]);
    const asked = connection.ask("record", { is_on: true });
    socket.onclose?.();
    await expect(asked).rejects.toThrow(/lost/);
    for (const seconds of [1, 2, 4]) {
      expect(connection.state).toEqual({ name: "waiting", seconds });
      const before = sockets.length;
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(sockets.length).toBe(before);
      vi.advanceTimersByTime(1);
      expect(sockets.length).toBe(before + 1);
      if (seconds < 4) sockets.at(-1)!.onclose?.();
    }
    sockets.at(-1)!.welcomes();
    expect(connection.state).toEqual({ name: "open" });
    expect(sockets.at(-1)!.sent.at(-1)).toMatchObject({ channel: "subscribe", header: { topics: ["motion/a1/"] } });
  });

  it("comes back at once when it is told to", () => {
    const { connection, socket } = connected();
    socket.onclose?.();
    connection.start();
    expect(sockets.length).toBe(2);
    vi.advanceTimersByTime(5000);
    expect(sockets.length).toBe(2);
  });

  it("does not come back with a token that was refused", () => {
    const { connection, socket } = connected(false);
    socket.onopen?.();
    socket.says("control", { type: "error", re: 1, code: "token", message: "the token is wrong", hint: "" });
    expect(connection.state).toMatchObject({ name: "refused" });
    vi.advanceTimersByTime(60_000);
    expect(sockets.length).toBe(1);
  });

  it("takes silence for the end", () => {
    const { connection, socket } = connected();
    vi.advanceTimersByTime(6000);
    expect(socket.of("ping").length).toBe(3);
    socket.says("control", { type: "pong", re: 2 });
    vi.advanceTimersByTime(6000);
    expect(connection.state.name).toBe("open");
    vi.advanceTimersByTime(2000);
    expect(connection.state.name).toBe("waiting");
    expect(socket.isClosed).toBe(true);
  });

  it("subscribes to what is new and no more to what is gone", () => {
    const { connection, socket } = connected();
    connection.listenTo(["motion/a1/", "face/a1/"]);
    connection.listenTo(["motion/a1/", "audio/a1/"]);
    const topics = (channel: string): unknown[] => socket.sent.filter((one) => one.channel === channel).map(({ header }) => header["topics"]);
    expect(topics("subscribe")).toEqual([["motion/a1/", "face/a1/"], ["audio/a1/"]]);
    expect(topics("unsubscribe")).toEqual([["face/a1/"]]);
  });

  it("hands on streams and states, and survives what it cannot read", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { socket } = connected();
    socket.says("motion/a1/", [0, 0, 0, 0, 0], new Uint8Array(4));
    socket.onmessage?.({ data: new Uint8Array([0xc1]).buffer });
    socket.onmessage?.({ data: "text" });
    socket.says("live", { type: "live_level", dbfs: -20, is_open: true });
    expect(listener.onStream).toHaveBeenCalledWith("motion/a1/", [0, 0, 0, 0, 0], expect.any(Uint8Array));
    expect(listener.onLive).toHaveBeenCalledWith({ type: "live_level", dbfs: -20, is_open: true });
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it("sends the microphone's sound without a number, and drops it where the line is full", () => {
    const { connection, socket } = connected();
    expect(connection.sendSound(48000, Int16Array.of(1, -2))).toBe(true);
    expect(socket.sent.at(-1)).toEqual({
      channel: "live", header: { type: "page_audio", rate_hz: 48000 }, payload: new Uint8Array([1, 0, 254, 255]),
    });
    socket.bufferedAmount = 200_000;
    expect(connection.sendSound(48000, Int16Array.of(1))).toBe(false);
  });
});
