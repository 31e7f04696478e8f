import type { InvocationTexts, JobsAnswer, State } from "../record.ts";

let token = "";

/** An answer of the console's server that says what is wrong. */
export class Refusal extends Error {}

async function send<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`/_console/${path}`, init).catch(() => {
    throw new Refusal("The local cloud does not answer. Start it again with npm start.");
  });
  const document = await response
    .json()
    .catch(() => ({ error: `The local cloud answered with ${response.status}.` }));
  if (!response.ok) throw new Refusal(document.error ?? `The local cloud answered with ${response.status}.`);
  return document;
}

/** Asks the server to do something. @throws Refusal */
export function post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
  const headers = { "content-type": "application/json", "x-console-token": token };
  return send(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** All that the page needs at its start. @throws Refusal */
export async function readState(): Promise<State> {
  const state = await send<State>("state");
  token = state.token;
  return state;
}

export const readTexts = (id: string) => send<InvocationTexts>(`invocations/${encodeURIComponent(id)}`);
export const readJobs = () => send<JobsAnswer>("jobs");
