/** Golden messages of the protocol, as the tests read them. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../protocol/vectors/websocket/", import.meta.url));

export interface Vector {
  readonly name: string;
  readonly sender?: string;
  readonly canonical?: boolean;
  readonly message: string;
  readonly channel?: string;
  readonly header?: unknown;
  readonly layout?: Readonly<Record<string, unknown>> | null;
  readonly payload?: unknown;
}

/** Every envelope of a folder. */
export function vectors(folder = ""): Vector[] {
  return readdirSync(FOLDER + folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(`${FOLDER}${folder}/${name}`, "utf8")) as Vector);
}

export function vector(name: string): Vector {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, "utf8")) as Vector;
}

export function bytesOf(vector: Vector): Uint8Array {
  return new Uint8Array(Buffer.from(vector.message, "hex"));
}

/** Values as the files write them: bytes as `{"$bin": hex}`. */
export function tagged(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bin: Buffer.from(value).toString("hex") };
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tagged(item)]));
}
