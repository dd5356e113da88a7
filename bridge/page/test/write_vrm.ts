/** Writes the VRM of the tests into a file. */

import { writeFileSync } from "node:fs";
import { vrm1 } from "./vrm_file";

const path = process.argv.at(-1);
if (path === undefined) throw new Error("expected the name of a file");
writeFileSync(path, new Uint8Array(vrm1(["aa", "ih", "ou", "ee", "oh", "blinkLeft", "blinkRight"], [])));
