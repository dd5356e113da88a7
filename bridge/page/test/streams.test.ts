import { describe, expect, it } from "vitest";
import { MalformedMessage } from "../src/wire/fields";
import { EXPRESSION_NAMES, MOTION_BYTES, mixFaces, readFace, restingFace } from "../src/wire/motion";
import { StreamReader } from "../src/wire/streams";
import { faceWith } from "./faces";

const HEADER = {
  type: "stream_header", session: "a1", kind: "motion", epoch: 0, rate_hz: 60, layout: "m1",
  expression_names: [...EXPRESSION_NAMES], latent_size: 0,
};
const PAYLOAD = new Uint8Array(MOTION_BYTES);

function reader(): StreamReader {
  const made = new StreamReader("motion", "a1");
  made.take(HEADER, null);
  return made;
}

describe("a stream", () => {
  it("drops frames before its header", () => {
    expect(new StreamReader("motion", "a1").take([0, 0, 0, 0, 0], PAYLOAD)).toBeNull();
  });

  it("drops frames of an older epoch, also if only a header told of the newer one", () => {
    const stream = reader();
    expect(stream.take([2, 0, 0, 0, 0], PAYLOAD)).not.toBeNull();
    expect(stream.take([1, 1, 9, 0, 0], PAYLOAD)).toBeNull();
    stream.take({ ...HEADER, epoch: 3 }, null);
    expect(stream.take([2, 2, 10, 0, 0], PAYLOAD)).toBeNull();
  });

  it("counts what was lost", () => {
    const stream = reader();
    for (const seq of [5, 6, 9]) stream.take([0, seq, seq, 0, 0], PAYLOAD);
    expect(stream.lost).toBe(2);
    stream.resume();
    stream.take([0, 50, 50, 0, 0], PAYLOAD);
    expect(stream.lost).toBe(2);
  });

  it("passes over keepalives and what a later version may add", () => {
    const stream = reader();
    expect(stream.take({ type: "keepalive", session: "a1" }, null)).toBeNull();
    expect(stream.take([0, 0, 1_000_000, 0, 1, "more"], PAYLOAD)).toMatchObject({ timeMs: 1, flags: 1 });
  });

  it.each([
    ["a header of another session", { ...HEADER, session: "b2" }, null],
    ["a header of another kind", { ...HEADER, kind: "audio", layout: "i2" }, null],
    ["51 names", { ...HEADER, expression_names: EXPRESSION_NAMES.slice(1) }, null],
    ["a frame without flags", [0, 0, 0, 0], PAYLOAD],
    ["a frame without payload", [0, 0, 0, 0, 0], null],
    ["a frame that is too long", [0, 0, 0, 0, 0], new Uint8Array(MOTION_BYTES + 1)],
    ["a time that is no integer", [0, 0, 0.5, 0, 0], PAYLOAD],
  ])("refuses %s", (_, header, payload) => {
    expect(() => reader().take(header, payload)).toThrow(MalformedMessage);
  });

  it("refuses numbers that are not finite", () => {
    const bytes = new Uint8Array(MOTION_BYTES);
    new DataView(bytes.buffer).setFloat32(8, Number.NaN, true);
    expect(() => readFace(bytes, 0)).toThrow(/finite/);
  });
});

describe("a mixed face", () => {
  it("is half way in coefficients, and on the great circle in the head", () => {
    const turned = faceWith({ jawOpen: 1 }, [Math.cos(0.4), 0, Math.sin(0.4), 0]);
    const into = restingFace();
    mixFaces(restingFace(), turned, 0.5, into);
    expect(into.expression[EXPRESSION_NAMES.indexOf("jawOpen")]).toBeCloseTo(0.5);
    expect(into.headWxyz[0]).toBeCloseTo(Math.cos(0.2));
    expect(into.headWxyz[2]).toBeCloseTo(Math.sin(0.2));
  });

  it("takes the short way round", () => {
    const into = restingFace();
    mixFaces(restingFace(), faceWith({}, [-1, 0, 0, 0]), 0.5, into);
    expect(Math.abs(into.headWxyz[0]!)).toBeCloseTo(1);
  });
});
