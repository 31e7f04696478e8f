import { Agent, request } from "node:http";
import { expect } from "vitest";
import type { LocalIce } from "../../../local/ice/server.ts";
import { sha256, signAcs3 } from "../../../local/signing/acs3.ts";
import type { Answer } from "./ice-clients.ts";
import { askControl } from "./ice-control.ts";

/** IDs of the documented transcoding job and asset. */
export const jobId = "******4579b5e748b99a27f6d6******";
export const mediaId = "******c48fb37407365d4f2cd8******";

/** An answer byte for byte. */
export interface IceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** What ended the connection before the answer was whole. */
  readonly broken?: string;
}

/** One call signed by the account's user, of that job unless told otherwise; rejects when not even a head comes. */
export function callIce(
  ice: LocalIce,
  parameters: Record<string, string> = { JobId: jobId },
  { action = "GetMediaConvertJob", agent = new Agent(), patience = 2000 } = {},
): Promise<IceReply> {
  const { host } = new URL(ice.url);
  const headers = { host, "x-acs-action": action, "x-acs-version": "2020-11-09" };
  const query = Object.entries(parameters);
  const signed = signAcs3(
    { method: "POST", path: "/", query, headers, bodyHash: sha256("") },
    ice.user,
    new Date(),
  );
  return new Promise((resolve, reject) => {
    const url = `${ice.url}/?${new URLSearchParams(parameters)}`;
    const asked = request(url, { method: "POST", agent, headers: { ...headers, ...signed } }, (response) => {
      const seen = { status: response.statusCode ?? 0, headers: response.headers };
      let text = "";
      const end = ({ code = "" }: NodeJS.ErrnoException) => resolve({ ...seen, text, broken: code });
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ ...seen, text })).on("error", end);
      asked.off("error", reject).on("error", end);
    });
    asked.setTimeout(patience, () => asked.destroy(Object.assign(new Error("silence"), { code: "SILENCE" })));
    asked.on("error", reject).end();
  });
}

export const documentOf = async (seen: Promise<IceReply>): Promise<Answer> => JSON.parse((await seen).text);

/** Orders a fault, which has to be accepted. */
export async function orderFault(ice: LocalIce, settings: Record<string, unknown>): Promise<void> {
  const { status, document } = await askControl(ice.url, "POST", "faults", settings);
  expect(document).toEqual({});
  expect(status).toBe(200);
}
