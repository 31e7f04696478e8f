import { parseJson } from "../../shared/json/parse.ts";
import { maskValues } from "./mask.ts";

/**
 * The handler of the probe function: answers any event with the form of the event and of its context, and logs the same.
 * It holds no data: see `maskValues`. The answer suits an HTTP trigger and a gateway, too.
 */
export async function handler(event: Uint8Array, context: object): Promise<unknown> {
  const text = Buffer.from(event).toString();
  const { logger: _, ...rest } = context as { readonly logger?: unknown };
  const body = JSON.stringify(maskValues({ event: parseJson(text) ?? text, context: rest }));
  console.log(body);
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    isBase64Encoded: false,
    body,
  };
}
