import "./lib/no-debug.ts";
import { startCloud } from "../local/cloud.ts";
import { startWithRealIce } from "../local/real-ice.ts";
import { build } from "../tools/build/build.ts";
import { readOptions } from "./lib/arguments.ts";
import { command } from "./lib/command.ts";
import { readPort } from "./lib/environment.ts";

const usage = `npm start -- [--timers] [--cloud]

Builds the functions and runs them with the cloud that they need on this machine, until Ctrl-C.

  --timers   fire the timers that are on in s.yaml at their times
  --cloud    ask the real ICE, with the environment's credentials
  --help     show this

Environment:
  PORT       of the API gateway and Function Compute, 9000 by default; 0 is a free one
  ICE_PORT   of ICE and STS, 9001 by default; 0 is a free one

Environment for --cloud:
  ALIBABA_CLOUD_REGION             whose ICE is asked; or REGION
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
  ALIBABA_CLOUD_SECURITY_TOKEN     of an STS key, which lasts until it expires
  ALIBABA_CLOUD_ROLE_ARN           without a token: the role that the AccessKey assumes, anew before a session ends
  STS_ENDPOINT                     where it is assumed, if not at the region's public STS
  ICE_ENDPOINT, ICE_NETWORK, ICE_TIMEOUT_MS, ICE_MAX_ATTEMPTS, LOG_LEVEL   the functions' own
`;

async function start(timers: boolean, real: boolean): Promise<void> {
  const port = readPort(process.env, "PORT", { fallback: 9000, least: 0 });
  const icePort = readPort(process.env, "ICE_PORT", { fallback: 9001, least: 0 });
  await build();
  const starting = real
    ? startWithRealIce({ port, timers, environment: process.env })
    : startCloud({ port, icePort, timers });
  const cloud = await starting.catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    const variable = !real && error.port === icePort ? "ICE_PORT" : "PORT";
    throw new Error(`Port ${error.port} is in use: set ${variable} to another one, or to 0 for a free one.`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void cloud.close());
  const page = await fetch(cloud.url);
  console.log(`${await page.text()}\nCtrl-C ends it. What the functions log follows.`);
}

await command(usage, async (args) => {
  const { timers = false, cloud = false } = readOptions(args, [
    { name: "timers", value: "" },
    { name: "cloud", value: "" },
  ]);
  await start(Boolean(timers), Boolean(cloud));
  return 0;
});
