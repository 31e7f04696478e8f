import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { packageRoot } from "../../functions/package-root.ts";
import packageJson from "../../package.json" with { type: "json" };
import { parseJson } from "../../shared/json/parse.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Host, HostConsole } from "../fc/host.ts";
import { readBody } from "../http/body.ts";
import { jsonReply, type Reply, sendReply, textReply } from "../http/reply.ts";
import { explain } from "../ice/control.ts";
import { ControlError } from "../ice/control-error.ts";
import type { LocalIce } from "../ice/server.ts";
import { type FaultEffect, faultForms, operationForms } from "./forms.ts";
import { forged, safeHeaders, strange } from "./guard.ts";
import { plantedFaults } from "./ice-view.ts";
import type { State, Status } from "./record.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { type Desk, reads, type Snippets, writes } from "./requests.ts";
import { createRing } from "./ring.ts";
import { createStreams } from "./stream.ts";

/** What the page shows that lower rooms don't know. */
export interface ConsoleTexts {
  readonly snippets: Snippets;
  readonly faultEffect: FaultEffect;
}

export interface ConsoleOptions extends Partial<ConsoleTexts> {
  readonly operations: readonly Operation[];
  readonly region: string;
  /** Where ICE is. */
  readonly where: string;
}

/** The page for browsers, and what it learns from. */
export interface Console extends HostConsole, Pick<Recorder, "observe" | "log" | "watch"> {
  /** Lets the page set jobs, faults and the clock of the local ICE. */
  connect(ice: LocalIce): void;
  /** Lets the page repeat invocations. */
  attach(host: Pick<Host, "run">): void;
  close(): void;
}

/** The page's files, and their media types. */
const files: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "app.css": "text/css; charset=utf-8",
};
const folder = new URL("dist/console/", packageRoot);

/** The most bytes of a write. */
const maxBody = 16 << 20;

/**
 * Makes the console: a ring of the last invocations, their event stream, and a fixed set of routes under `/_console/`.
 * It serves the page that the build has written to `dist/console/`.
 */
export function createConsole(options: ConsoleOptions): Console {
  const {
    operations,
    snippets = () => [],
    faultEffect = () => ({ functionDoes: "", callerSees: "" }),
  } = options;
  const start = randomBytes(6).toString("hex");
  const token = randomBytes(24).toString("base64url");
  const ring = createRing();
  let ice: LocalIce | undefined;
  let run: Host["run"] = () => "";
  const status = (): Status => ({
    start,
    clockOffset: ice ? Math.round((ice.now() - Date.now()) / 1000) * 1000 : 0,
    planted: ice ? plantedFaults(ice) : [],
    strikes: recorder.strikes,
  });
  const streams = createStreams(ring, start, status);
  const recorder = createRecorder(ring, operations, Date.now, streams.changed);
  const planted = new Set<string>();
  const desk = (): Desk => ({ operations, ring, ice, run, snippets, planted, changed: streams.changed });

  const state = (): State => ({
    start,
    token,
    target: ice ? "local" : "ice",
    region: options.region,
    where: options.where,
    version: packageJson.version,
    operations: operationForms(operations, ice?.now() ?? Date.now()),
    faults: ice ? faultForms(operations, faultEffect) : [],
  });

  const answer = async (request: IncomingMessage, path: string): Promise<Reply> => {
    const url = `http://${request.headers.host}`;
    if (request.method === "POST") {
      const handle = own(writes, path);
      if (!handle) return notFound(path);
      const reason = forged(request, token);
      if (reason) return jsonReply(403, { error: reason });
      const body = await readBody(request, maxBody);
      if (!body) throw new ControlError(`The body is larger than ${maxBody} bytes.`, 413);
      return jsonReply(200, (await handle(desk(), parseJson(body.toString()), url)) ?? {});
    }
    if (request.method !== "GET")
      return jsonReply(405, { error: "Use GET or POST." }, { allow: "GET, POST" });
    if (path === "/") return file("index.html");
    if (path === "/_console/state") return jsonReply(200, state());
    const name = path.replace("/_console/", "");
    if (name !== "index.html" && own(files, name)) return file(name);
    const id = /^\/_console\/invocations\/([\w.~-]{1,80})$/.exec(path)?.[1];
    if (id !== undefined) {
      const kept = ring.get(id);
      return kept
        ? jsonReply(200, kept.texts)
        : jsonReply(404, { error: "This invocation is older than the last 500." });
    }
    const handle = own(reads, path);
    return handle ? jsonReply(200, handle(desk(), undefined, url)) : notFound(path);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const reason = strange(request, path === "/");
    if (!reason && path === "/_console/events" && request.method === "GET")
      return streams.open(request, response);
    const reply = reason ? jsonReply(403, { error: reason }) : await answer(request, path).catch(refusal);
    sendReply(response, { ...reply, headers: { ...reply.headers, ...safeHeaders } });
  };

  return {
    takes({ method, url = "", headers }) {
      const path = url.split("?")[0] ?? "";
      if (path.startsWith("/_console/")) return true;
      return path === "/" && method === "GET" && /\btext\/html\b/.test(headers.accept ?? "");
    },
    answer(request, response) {
      serve(request, response).catch(() => response.destroy());
    },
    observe: recorder.observe,
    log: recorder.log,
    watch: recorder.watch,
    connect(local) {
      ice = local;
    },
    attach(host) {
      run = host.run;
    },
    close: streams.close,
  };
}

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const notFound = (path: string) => jsonReply(404, { error: `There is nothing at ${path}.` });

async function file(name: string): Promise<Reply> {
  const body = await readFile(new URL(name, folder), "utf8").catch(() => undefined);
  if (body === undefined)
    return textReply(
      503,
      "text/plain; charset=utf-8",
      "The console is not built. Run npm run build, then reload.\n",
    );
  return textReply(200, files[name] ?? "", body);
}

function refusal(error: unknown): Reply {
  try {
    const [status, message] = explain(error);
    return jsonReply(status, { error: message });
  } catch {
    return jsonReply(500, { error: `The console failed: ${(error as Error).message}` });
  }
}
