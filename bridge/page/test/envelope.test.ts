import { describe, expect, it } from "vitest";
import { packEnvelope, unpackEnvelope } from "../src/wire/envelope";
import { MalformedMessage } from "../src/wire/fields";
import { StreamReader } from "../src/wire/streams";
import { bytesOf, tagged, vector, vectors } from "./vectors";

describe("golden envelopes", () => {
  it.each(vectors().map((golden) => [golden.name, golden] as const))("reads %s", (_, golden) => {
    const { channel, header } = unpackEnvelope(bytesOf(golden));
    expect(channel).toBe(golden.channel);
    expect(tagged(header)).toEqual(golden.header);
  });

  it.each(vectors("malformed").map((golden) => [golden.name, golden] as const))("refuses %s", (_, golden) => {
    expect(() => unpackEnvelope(bytesOf(golden))).toThrow(MalformedMessage);
  });

  it.each(["subscribe", "unsubscribe", "hello", "live-speak"])("writes %s as the reference does", (name) => {
    const golden = vector(name);
    const { channel, header } = unpackEnvelope(bytesOf(golden));
    expect(packEnvelope(channel, header as object)).toEqual(bytesOf(golden));
  });

  it("reads the numbers of a frame of motion", () => {
    const reader = new StreamReader("motion", "k3v9");
    const header = unpackEnvelope(bytesOf(vector("stream_header-motion")));
    expect(reader.take(header.header, header.payload)).toBeNull();
    const golden = vector("motion_frame-m1");
    const { header: head, payload } = unpackEnvelope(bytesOf(golden));
    const frame = reader.take(head, payload);
    if (frame?.kind !== "motion") throw new Error("expected motion");
    const { expression, headWxyz, headM, gazeRad } = frame.face;
    expect([{ expression: [...expression], head_wxyz: [...headWxyz], head_m: [...headM], gaze_rad: [...gazeRad] }]).toEqual(
      golden.payload,
    );
  });

  it("finds the alpha behind a JPEG", () => {
    const golden = vector("face_frame-jpeg-alpha");
    const { width, height } = golden.layout as { width: number; height: number };
    const reader = new StreamReader("face", "k3v9");
    reader.take({ type: "stream_header", session: "k3v9", kind: "face", epoch: 0, rate_hz: 40, layout: "jpeg", width, height, alpha: "straight" }, null);
    const { header, payload } = unpackEnvelope(bytesOf(golden));
    const frame = reader.take(header, payload);
    if (frame?.kind !== "face") throw new Error("expected a picture");
    expect(tagged({ jpeg: frame.jpeg, alpha: frame.alpha })).toEqual(golden.payload);
  });

  it("reads the samples of echoed sound", () => {
    const golden = vector("audio_frame-i2");
    const reader = new StreamReader("audio", "k3v9");
    reader.take({ type: "stream_header", session: "k3v9", kind: "audio", epoch: 0, rate_hz: 16000, layout: "i2" }, null);
    const { header, payload } = unpackEnvelope(bytesOf(golden));
    const frame = reader.take(header, payload);
    if (frame?.kind !== "audio") throw new Error("expected sound");
    expect({ samples: [...frame.samples] }).toEqual(golden.payload);
    expect(frame.firstSample).toBe((golden.header as number[])[5]);
  });
});
