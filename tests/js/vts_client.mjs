// Drives a server of VTube Studio's API with a client that Mien did not write, and prints as JSON what it heard:
//   node vts_client.mjs PORT

import { ApiClient } from "vtubestudio";
import WebSocket from "ws";

const port = Number(process.argv[2]);
const PATIENCE = { timeout: 20_000 };

let token = null;
const client = new ApiClient({
  port,
  url: `ws://127.0.0.1:${port}`,
  pluginName: "Other plugin",
  pluginDeveloper: "Somebody else",
  authTokenGetter: () => token,
  authTokenSetter: async (granted) => {
    token = granted;
  },
  webSocketFactory: (url) => new WebSocket(url),
});

async function refusal(call) {
  try {
    await call;
    return null;
  } catch (error) {
    return error.data?.errorID ?? String(error);
  }
}

await new Promise((resolve) => client.on("connect", resolve));
const custom = { parameterName: "OtherJaw", explanation: "a jaw", min: 0, max: 1, defaultValue: 0.25 };
const inject = (id, value) =>
  client.injectParameterData({ faceFound: true, mode: "set", parameterValues: [{ id, value }] }, PATIENCE);
const heard = {
  token,
  state: await client.apiState(undefined, PATIENCE),
  statistics: await client.statistics(undefined, PATIENCE),
  created: await client.parameterCreation(custom, PATIENCE),
  injected: [await inject("OtherJaw", 0.5), await inject("FaceAngleX", -12.5)],
  list: await client.inputParameterList(undefined, PATIENCE),
  value: await client.parameterValue({ name: "OtherJaw" }, PATIENCE),
  face: await client.faceFound(undefined, PATIENCE),
  refused: {
    unknown: await refusal(inject("NoSuchThing", 1)),
    tooLarge: await refusal(inject("OtherJaw", 1e9)),
    aDefault: await refusal(client.parameterCreation({ ...custom, parameterName: "MouthX" }, PATIENCE)),
    notThere: await refusal(client.parameterDeletion({ parameterName: "NoSuchThing" }, PATIENCE)),
  },
  deleted: await client.parameterDeletion({ parameterName: "OtherJaw" }, PATIENCE),
};
process.stdout.write(JSON.stringify(heard));
await client.disconnect();
