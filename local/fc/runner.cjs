// One function instance: a process that runs a function's code as Function Compute's built-in Node.js runtime does.
// Plain CommonJS, because an instance must start as fast as Node itself.
//
// File descriptor 3 carries frames from and to the host: four bytes of length, then a value of node:v8's serializer.
// Descriptor 4 carries nothing: it closes when the host dies, and this process then exits.
const { readSync, writeSync } = require("node:fs");
const { Socket } = require("node:net");
const { join } = require("node:path");
const { format } = require("node:util");
const { deserialize, serialize } = require("node:v8");

const CHANNEL = 3;
const LIFELINE = 4;

// The platform's Node is 20: what later ones call deprecated (pop-core's HTTP client uses url.parse) is no line there.
if (!process.versions.node.startsWith("20.")) process.noDeprecation = true;

/** The next frame. Blocks this thread: between two invocations an instance is frozen, its timers and sockets too. */
function read() {
  return deserialize(readBytes(readBytes(4).readUInt32BE()));
}

function readBytes(length) {
  const bytes = Buffer.allocUnsafe(length);
  for (let got = 0; got < length; ) {
    const count = readSync(CHANNEL, bytes, got, length - got, null);
    if (count === 0) process.exit();
    got += count;
  }
  return bytes;
}

function write(value) {
  const payload = serialize(value);
  const frame = Buffer.allocUnsafe(4 + payload.length);
  frame.writeUInt32BE(payload.length);
  payload.copy(frame, 4);
  for (let sent = 0; sent < frame.length; ) sent += writeSync(CHANNEL, frame, sent);
}

/** `index.handler` is the export `handler` of index.js. */
function load(handler) {
  const dot = handler.lastIndexOf(".");
  const [file, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const exported = require(join(process.cwd(), file))[name];
  if (typeof exported !== "function") throw new Error(`Handler '${name}' is missing on module '${file}'`);
  return exported;
}

function toBytes(result) {
  if (result === undefined || result === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(result)) return result;
  return Buffer.from(typeof result === "string" ? result : JSON.stringify(result));
}

function toError(error) {
  if (!(error instanceof Error)) return { errorMessage: String(error) };
  return { errorMessage: error.message, errorType: error.name, stackTrace: String(error.stack).split("\n") };
}

/** console.* as the built-in runtime writes it: time, request ID and level before each line. */
function prefixConsole(requestId) {
  for (const level of ["debug", "info", "warn", "error", "log"]) {
    const label = level === "log" ? "verbose" : level;
    console[level] = (...values) => {
      const text = format(...values).replaceAll("\n", "\r");
      process.stdout.write(`${new Date().toISOString()} ${requestId} [${label}] ${text}\n`);
    };
  }
}

async function answer(run) {
  try {
    return { ok: true, payload: toBytes(await run()) };
  } catch (error) {
    return { ok: false, payload: Buffer.from(JSON.stringify(toError(error))) };
  }
}

async function invoke({ event, context }) {
  prefixConsole(context.requestId);
  return answer(() => handler(Buffer.from(event), { ...context, logger: console }));
}

function serve() {
  const request = read();
  // From here on the host does not give the request to another instance.
  write("taken");
  // One round of the event loop first: as in a process that is thawed, events from the time it was frozen come before
  // the request. The most important one is a connection that its peer has closed.
  setImmediate(async () => {
    write(await invoke(request));
    setImmediate(serve);
  });
}

new Socket({ fd: LIFELINE })
  .on("close", () => process.exit())
  .resume()
  .unref();
const start = read();
let handler;
answer(async () => {
  handler = load(start.handler);
  if (start.initializer) await load(start.initializer)(start.context);
}).then((outcome) => {
  write(outcome);
  setImmediate(serve);
});
