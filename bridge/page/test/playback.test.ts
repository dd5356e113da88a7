import { describe, expect, it } from "vitest";
import { PictureQueue } from "../src/face/picture_queue";
import { MotionBuffer } from "../src/playback/motion_buffer";
import { ArrivalOffset } from "../src/playback/offset";
import { Playout } from "../src/playback/playout";
import { SilentClock } from "../src/playback/silent_clock";
import { SoundPlayer } from "../src/playback/sound_player";
import type { SoundFrame } from "../src/wire/streams";
import { FakeAudio } from "./fake_audio";
import { frameAt, jawOf } from "./faces";

const RATE_HZ = 48000;
const LOUD = new Int16Array(960).fill(8000);
const SILENCE = new Int16Array(960);

function sound(timeMs: number, samples = LOUD, epoch = 0): SoundFrame {
  const firstSample = Math.round((timeMs * RATE_HZ) / 1000);
  return { kind: "audio", epoch, seq: 0, timeMs, flags: 0, rateHz: RATE_HZ, firstSample, samples };
}

describe("a buffer of motion", () => {
  it("mixes the two frames around a moment", () => {
    const buffer = new MotionBuffer();
    buffer.add(frameAt(0, 0));
    buffer.add(frameAt(20, 1));
    expect(jawOf(buffer.sample(5))).toBeCloseTo(0.25);
    expect(jawOf(buffer.sample(-5))).toBe(0);
    expect(jawOf(buffer.sample(99))).toBe(1);
  });

  it("has no face before the first", () => {
    expect(new MotionBuffer().sample(0)).toBeNull();
  });

  it("puts frames in order that came in another, and takes none twice", () => {
    const buffer = new MotionBuffer();
    for (const [timeMs, jaw] of [[40, 1], [0, 0], [20, 0.2], [20, 0.9]] as const) buffer.add(frameAt(timeMs, jaw));
    expect(jawOf(buffer.sample(20))).toBeCloseTo(0.2);
    expect(jawOf(buffer.sample(30))).toBeCloseTo(0.6);
  });

  it("forgets an interrupted epoch at once, and takes no more of it", () => {
    const buffer = new MotionBuffer();
    buffer.add(frameAt(0, 1));
    buffer.add(frameAt(10, 0.3, 1));
    buffer.add(frameAt(20, 1, 0));
    expect(buffer.count).toBe(1);
    expect(jawOf(buffer.sample(500))).toBeCloseTo(0.3);
  });

  it("keeps no more than it needs", () => {
    const buffer = new MotionBuffer();
    for (let at = 0; at < 1000; at++) buffer.add(frameAt(at * 16));
    expect(buffer.count).toBe(256);
  });
});

describe("the offset of arrivals", () => {
  it("is that of the least delayed, and follows a clock that drifts", () => {
    const offset = new ArrivalOffset();
    for (const [arrival, media] of [[130, 0], [120, 16], [190, 33]] as const) offset.add(arrival, media);
    expect(offset.leastMs).toBe(104);
    for (let at = 0; at < 400; at++) offset.add(1000 + at * 16, 800 + at * 16);
    expect(offset.leastMs).toBe(200);
  });
});

describe("a silent clock", () => {
  it("hastens to where it should be, without a jolt", () => {
    const clock = new SilentClock();
    expect(clock.at(1000, 500)).toBe(500);
    expect(clock.at(1016, 516)).toBe(516);
    const hastened = clock.at(1032, 632);
    expect(hastened).toBeGreaterThan(532);
    expect(hastened).toBeLessThan(534);
  });

  it("jumps over what nobody wants to see", () => {
    const clock = new SilentClock();
    clock.at(1000, 500);
    expect(clock.at(1016, 5000)).toBe(5000);
  });
});

describe("a player of sound", () => {
  it("plays pieces one after the other without a seam", () => {
    const audio = new FakeAudio();
    const player = new SoundPlayer(RATE_HZ, audio.context);
    for (const at of [0, 20, 40]) player.push(sound(at), 100);
    expect(audio.starts.map((start) => Math.round(start * RATE_HZ))).toEqual([4800, 4800 + 960, 4800 + 1920]);
  });

  it("says which moment is heard", () => {
    const audio = new FakeAudio();
    const player = new SoundPlayer(RATE_HZ, audio.context);
    player.push(sound(0), 100);
    expect(player.heardMs(100)).toBeCloseTo(0);
    expect(player.heardMs(150)).toBeCloseTo(50);
  });

  it("plays late what came late, and stays there while somebody speaks", () => {
    const audio = new FakeAudio();
    const player = new SoundPlayer(RATE_HZ, audio.context);
    audio.nowS = 1;
    player.push(sound(0), 100);
    expect(audio.starts[0]).toBeCloseTo(1.02);
    player.push(sound(20), 100);
    expect(audio.starts[1]).toBeCloseTo(1.04);
  });

  it("finds back to its schedule in a pause", () => {
    const audio = new FakeAudio();
    const player = new SoundPlayer(RATE_HZ, audio.context);
    audio.nowS = 0.5;
    player.push(sound(0), 100);
    player.push(sound(600, SILENCE), 100);
    expect(audio.starts[1]).toBeCloseTo(0.7);
  });

  it("is silent at once when the session is interrupted", () => {
    const audio = new FakeAudio();
    const player = new SoundPlayer(RATE_HZ, audio.context);
    player.push(sound(0), 100);
    player.cut();
    expect(audio.stops).toBe(1);
    expect(player.heardMs(100)).toBeNull();
  });

  it("plays nothing while the browser waits for a click", () => {
    const audio = new FakeAudio("suspended");
    const player = new SoundPlayer(RATE_HZ, audio.context);
    player.push(sound(0), 100);
    expect(audio.starts).toEqual([]);
    expect(player.isBlocked).toBe(true);
  });
});

describe("a playout", () => {
  it("follows arrivals where nothing is heard, two frames late", () => {
    const playout = new Playout(true);
    expect(playout.positionMs(0)).toBeNull();
    playout.arrived("motion", 1000, 900, 0);
    expect(playout.positionMs(1000)).toBe(1000 - 100 - 33);
  });

  it("waits for pictures where they are shown", () => {
    const playout = new Playout(true);
    playout.arrived("motion", 1000, 900, 0);
    playout.arrived("face", 1000, 860, 0);
    expect(playout.positionMs(1000)).toBe(1000 - 140 - 33);
    playout.forget("face");
    expect(playout.positionMs(2000)).toBeCloseTo(2000 - 140 - 33 + 20, 0);
  });

  it("follows what is heard where something is", () => {
    const audio = new FakeAudio();
    const playout = new Playout(false, (rateHz) => new SoundPlayer(rateHz, audio.context));
    playout.arrived("motion", 0, -60, 0);
    playout.play(sound(0));
    expect(playout.positionMs(200)).toBeCloseTo(200 - 60 - 50);
    playout.setMuted(true);
    expect(playout.positionMs(200)).toBeCloseTo(200 - 60 - 33);
  });

  it("silences an interrupted epoch when the first frame of the next comes", () => {
    const audio = new FakeAudio();
    const playout = new Playout(false, (rateHz) => new SoundPlayer(rateHz, audio.context));
    playout.arrived("motion", 0, -60, 0);
    playout.play(sound(0));
    playout.arrived("motion", 20, -40, 1);
    expect(audio.stops).toBe(1);
  });
});

describe("a queue of pictures", () => {
  const picture = (timeMs: number, epoch = 0) => ({ timeMs, epoch, isClosed: false, close() { this.isClosed = true; } });

  it("gives the newest that is due, and lets go of those before", () => {
    const queue = new PictureQueue<ReturnType<typeof picture>>();
    const pictures = [picture(0), picture(50), picture(25), picture(75)];
    for (const one of pictures) queue.add(one);
    expect(queue.take(60)?.timeMs).toBe(50);
    expect(pictures.map((one) => one.isClosed)).toEqual([true, false, true, false]);
    expect(queue.take(60)).toBeNull();
    expect(queue.take(80)?.timeMs).toBe(75);
  });

  it("wants none that is over, by time or by epoch", () => {
    const queue = new PictureQueue<ReturnType<typeof picture>>();
    queue.add(picture(100));
    queue.take(100);
    const late = picture(50);
    queue.add(late);
    const waiting = picture(200);
    queue.add(waiting);
    queue.add(picture(150, 1));
    expect([late.isClosed, waiting.isClosed]).toEqual([true, true]);
    expect(queue.take(160)?.epoch).toBe(1);
  });
});
