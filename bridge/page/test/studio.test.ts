import { afterEach, describe, expect, it, vi } from "vitest";
import { optionsOf, overlayAddress } from "../src/overlay/options";
import { purposeOf } from "../src/studio/files";
import { giveFile } from "../src/studio/files";
import { wordsOf as gazeWords } from "../src/studio/gaze_pad";
import { freeName } from "../src/studio/output_form";
import { wordsOf } from "../src/studio/status";
import { throttled } from "../src/studio/throttle";
import { characterAddress } from "../src/stage/characters";
import { Feed } from "../src/stage/feed";
import { NATURAL, readState } from "../src/wire/live";
import { Refusal } from "../src/wire/refusal";

const STATE = { session: "a1", daemon: "up", input: { kind: "none" } };

describe("a state of the show", () => {
  it("needs little, and the rest is natural", () => {
    const state = readState(STATE);
    expect(state).toMatchObject({ session: "a1", isDaemonUp: true, avatarName: null, outputs: [], voices: [] });
    expect(state.controls).toEqual(NATURAL);
  });

  it("is read whole", () => {
    const state = readState({
      ...STATE, session: null, daemon: "down", avatar: { name: "me.jpg", sha256: "0" }, character: { name: "x.vrm", kind: "vrm", revision: 3 },
      input: { kind: "microphone", device: "2", gate_dbfs: -45, push_to_talk: true, is_open: true },
      outputs: [{ name: "vts", kind: "vts", settings: { port: 8001 }, is_on: true, state: "failed", note: "no answer", sent: 5, dropped: 1 }],
      output_kinds: [{ kind: "vts", title: "VTube Studio", settings: [{ name: "port", type: "int", default: 8001, help: "Its port." }] }],
      controls: { emotion: "happy", blink_rate_per_min: 20 }, rates: { latency_ms: 120 },
    });
    expect(state).toMatchObject({ session: null, isDaemonUp: false, avatarName: "me.jpg", latencyMs: 120 });
    expect(state.input).toEqual({ kind: "microphone", device: "2", gateDbfs: -45, pushToTalk: true, isOpen: true, note: "" });
    expect(state.outputs[0]).toMatchObject({ phase: "failed", settings: { port: 8001 } });
    expect(state.outputKinds[0]?.settings[0]).toMatchObject({ fallback: 8001, type: "int" });
    expect(state.controls).toMatchObject({ emotion: "happy", blink_rate_per_min: 20, distance: 1 });
  });

  it.each([
    [{ ...STATE, daemon: "asleep" }, /daemon/], [{ ...STATE, input: null }, /input/], [{ ...STATE, voices: [1] }, /voices/],
  ])("is refused where it is another's", (fields, words) => expect(() => readState(fields)).toThrow(words));
});

describe("words on the connection", () => {
  it("say what to do", () => {
    expect(wordsOf({ name: "waiting", seconds: 4 }, null).long).toMatch(/mien live.*4 s/);
    const refused = wordsOf({ name: "refused", refusal: new Refusal("the token is wrong.") }, null).long;
    expect(refused).toMatch(/token is wrong\. Open the address/);
    expect(wordsOf({ name: "open" }, readState({ ...STATE, daemon: "down" })).short).toBe("daemon down");
    expect(wordsOf({ name: "open" }, readState(STATE))).toEqual({ mood: "good", short: "on air", long: "" });
  });
});

describe("a given file", () => {
  it.each([
    ["me.JPG", "", "photo"], ["me", "image/webp", "photo"], ["a.vrm", "", "character"], ["b.glb", "model/gltf-binary", "character"],
    ["c.flac", "", "recording"], ["d.mp4", "video/mp4", "recording"],
  ])("%s (%s) is a %s", (name, type, purpose) => expect(purposeOf({ name, type })).toBe(purpose));

  it("of no use is refused by its name", () => {
    expect(() => purposeOf({ name: "notes.txt", type: "text/plain" })).toThrow(/notes.txt is neither/);
  });

  it("goes to the show with its bytes", async () => {
    const ask = vi.fn(() => Promise.resolve(true));
    await giveFile(ask, new File([new Uint8Array([1, 2])], "me.png"), "photo");
    expect(ask).toHaveBeenCalledWith("set_photo", { name: "me.png", data: new Uint8Array([1, 2]) });
  });

  it("that is too large is refused before it is sent", async () => {
    const ask = vi.fn(() => Promise.resolve(true));
    const large = new File([new Uint8Array(16_000_001)], "big.png");
    await expect(giveFile(ask, large, "photo")).rejects.toThrow(/16\.0 MB/);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe("an overlay's address", () => {
  it("is read as it is written", () => {
    const options = { character: "vrm", background: "#00b140", scale: 1.25, isMuted: true } as const;
    const url = new URL(overlayAddress("http://127.0.0.1:5580", options, "a+b"));
    expect(url.pathname).toBe("/overlay");
    expect(url.hash).toBe("#token=a%2Bb");
    expect(optionsOf(url.search)).toEqual(options);
  });

  it("without options is transparent and has sound", () => {
    expect(optionsOf("")).toEqual({ character: "auto", background: null, scale: 1, isMuted: false });
  });

  it.each(["?background=url(x)", "?scale=-1", "?character=me", "?scale=x"])("passes over %s", (search) => {
    expect(optionsOf(search)).toEqual({ character: "auto", background: null, scale: 1, isMuted: false });
  });
});

describe("small things", () => {
  afterEach(() => vi.useRealTimers());

  it("a character's address changes with its file", () => {
    expect(characterAddress(null, "t")).toBe("head.glb");
    expect(characterAddress({ name: "x", kind: "vrm", revision: 2 }, "a+b")).toBe("character?token=a%2Bb&revision=2");
  });

  it("an output's name is free", () => {
    expect(freeName("vmc", [])).toBe("vmc");
    expect(freeName("vmc", ["vmc", "vmc 2"])).toBe("vmc 3");
  });

  it("gaze is told as who looks at the face sees it", () => {
    expect(gazeWords({ yawRad: 0, pitchRad: 0 })).toBe("at you");
    expect(gazeWords({ yawRad: 0.35, pitchRad: -0.1 })).toBe("20° right, 6° down");
  });

  it("a throttle never loses the last", () => {
    vi.useFakeTimers();
    const calls: number[] = [];
    const send = throttled<number>(50, (value) => calls.push(value));
    for (const value of [1, 2, 3]) send(value);
    vi.advanceTimersByTime(50);
    expect(calls).toEqual([1, 3]);
    vi.advanceTimersByTime(200);
    send(4);
    expect(calls).toEqual([1, 3, 4]);
  });

  it("a feed reads its own session alone", () => {
    const feed = new Feed();
    expect(feed.follow("a1")).toBe(true);
    expect(feed.follow("a1")).toBe(false);
    expect(feed.topics).toEqual(["motion/a1/", "face/a1/", "audio/a1/"]);
    expect(feed.take("motion/b2/", [0, 0, 0, 0, 0], new Uint8Array(244))).toBeNull();
    feed.follow(null);
    expect(feed.topics).toEqual([]);
  });
});
