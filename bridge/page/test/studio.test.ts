import { afterEach, describe, expect, it, vi } from "vitest";
import { optionsOf, overlayAddress } from "../src/overlay/options";
import { purposeOf } from "../src/studio/files";
import { giveFile } from "../src/studio/files";
import { filmWords } from "../src/studio/film";
import { wordsOf as gazeWords } from "../src/studio/gaze_pad";
import { freeName } from "../src/studio/output_form";
import { healthOf } from "../src/studio/health";
import { headingOf, shownOf } from "../src/studio/output_row";
import { stageWords } from "../src/studio/stage_frame";
import { wordsOf } from "../src/studio/status";
import { languagesOf } from "../src/studio/voices";
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
    const refused = wordsOf({ name: "refused", refusal: new Refusal("the token is wrong."), isStranger: true }, null).long;
    expect(refused).toBe(
      "This address lets nobody in: it is of an earlier show, or a part of it is missing. " +
        "Open the whole address that `mien live` printed when it began; each show has a new one.",
    );
    const old = new Refusal("version 2 was got, 1 expected", "Update Mien.");
    expect(wordsOf({ name: "refused", refusal: old, isStranger: false }, null)).toMatchObject({
      short: "another version", long: "Version 2 was got, 1 expected. Update Mien. Load this page anew; if that does not help, restart `mien live`.",
    });
    expect(wordsOf({ name: "open" }, readState({ ...STATE, daemon: "down" })).short).toBe("daemon down");
    expect(wordsOf({ name: "open" }, readState(STATE))).toEqual({ mood: "good", short: "on air", long: "" });
  });
});

describe("health", () => {
  const flowing = (rates: object, more: object = {}): ReturnType<typeof healthOf> =>
    healthOf(readState({ ...STATE, rates: { motion_hz: 60, face_hz: 30, latency_ms: 110, ...rates }, ...more }));

  it.each([
    [{}, "good", "in time, 110 ms"], [{ latency_ms: 640 }, "late", "0.6 s late"], [{ latency_ms: 17_000 }, "bad", "17 s late"],
    [{ motion_hz: 33 }, "late", "33 of 60 frames a second"], [{ motion_hz: 9 }, "bad", "9 of 60 frames a second"],
    [{ motion_hz: 0 }, "bad", "nothing moves"],
  ])("of %j is %s", (rates, level, words) => expect(flowing(rates)).toEqual({ level, words }));

  it("looks at pictures where there is a face", () => {
    const avatar = { name: "me.jpg", sha256: "0" };
    expect(flowing({ face_hz: 3 }, { avatar })).toEqual({ level: "late", words: "3 pictures a second" });
    expect(flowing({ face_hz: 0 }).level).toBe("good");
  });

  it("is none where nobody performs", () => {
    for (const state of [null, readState({ ...STATE, session: null }), readState({ ...STATE, daemon: "down" })]) {
      expect(healthOf(state).level).toBe("none");
    }
  });
});

describe("an output's row", () => {
  const vmc = { title: "VMC (VSeeFace, …)" };
  it.each([
    ["vmc", "VMC (VSeeFace, …)", ""], ["vmc-2", "VMC (VSeeFace, …) 2", ""], ["vmc 3", "VMC (VSeeFace, …) 3", ""],
    ["My avatar", "My avatar", "VMC (VSeeFace, …)"], ["vmcs", "vmcs", "VMC (VSeeFace, …)"],
  ])("called %s is headed %s", (name, head, small) => expect(headingOf({ name, kind: "vmc" }, vmc)).toEqual([head, small]));

  it("is on only where nobody says that nothing listens", () => {
    expect(shownOf({ phase: "on", note: "" })).toBe("on");
    expect(shownOf({ phase: "on", note: "nothing listens at 127.0.0.1:39539" })).toBe("unheard");
    expect(shownOf({ phase: "failed", note: "no" })).toBe("failed");
  });
});

describe("voices", () => {
  it("are told by language and by what is their own", () => {
    const voices = [
      { name: "en-us", title: "English (America)" }, { name: "af_bella", title: "English, American woman: Bella" },
      { name: "de", title: "German" }, { name: "x", title: "" }, { name: "yue", title: "Chinese (Cantonese)" },
      { name: "yue-2", title: "Chinese (Cantonese)" },
    ];
    expect(languagesOf(voices)).toEqual([
      { name: "Chinese", voices: [{ name: "yue", title: "Cantonese (yue)" }, { name: "yue-2", title: "Cantonese (yue-2)" }] },
      { name: "English", voices: [{ name: "en-us", title: "America" }, { name: "af_bella", title: "American woman: Bella" }] },
      { name: "German", voices: [{ name: "de", title: "standard" }] },
      { name: "x", voices: [{ name: "x", title: "standard" }] },
    ]);
  });
});

describe("an empty stage", () => {
  const still = { isLoading: false, trouble: "" };
  const words = (fields: object, shown: "face" | "character" = "face", character = still): string =>
    stageWords("open", readState({ ...STATE, ...fields }), shown, character).words;

  it("says what is waited for", () => {
    expect(stageWords("connecting", null, "face", still)).toEqual({ words: "Connecting to the show…", isWaiting: true });
    expect(words({ making: "me.jpg" })).toMatch(/^Making the face of me\.jpg…/);
    expect(words({ session: null })).toBe("The show is getting ready…");
    expect(words({}, "character", { isLoading: true, trouble: "" })).toMatch(/^Making the stock head…/);
    expect(words({ character: { name: "a.vrm", kind: "vrm", revision: 1 } }, "character", { isLoading: true, trouble: "" })).toBe("Reading a.vrm…");
  });

  it("says what to do, or why nothing is there", () => {
    expect(words({})).toBe("No photo yet: drop one here, or choose one.");
    expect(words({ takes_photos: false })).toMatch(/--no-face/);
    expect(words({}, "character", { isLoading: false, trouble: "no WebGL" })).toBe("no WebGL");
    expect(words({ avatar: { name: "me.jpg", sha256: "0" } })).toBe("");
  });
});

describe("a film", () => {
  const film = { name: "me.mp4", phase: "making", number: 1, share: null, note: "making the face of me.jpg" } as const;
  it("says how it is getting on", () => {
    expect(filmWords(null)).toBe("");
    expect(filmWords(film)).toBe("me.mp4: making the face of me.jpg");
    expect(filmWords({ ...film, share: 0.37, note: "3 s left" })).toBe("me.mp4: 37 %, 3 s left");
    expect(filmWords({ ...film, phase: "done" })).toBe("me.mp4 is done.");
    expect(filmWords({ ...film, phase: "failed", note: "no face was found" })).toBe("No film: no face was found.");
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
