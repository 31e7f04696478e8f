import { createClient } from "../../../client/index.ts";

const { DEBUG, ENDPOINT = "", KEY = "" } = process.env;

// A service that calls a function: a process of its own, so that all it prints can be seen.
const client = createClient({
  accountId: "1234567890123456",
  region: "cn-shanghai",
  endpoint: ENDPOINT,
  credentials: JSON.parse(KEY),
});
const { lifecycle } = await client.invoke("GetMediaConvertJob", { JobId: "j" });
console.log(`${lifecycle.phase}, with DEBUG ${DEBUG}`);
