import { setTimeout } from "node:timers/promises";
import { type AnswerOf, type Client, createClient, localTarget } from "../../client/index.ts";

/** The titles of many assets, by their ID. Goes on where ICE throttled, up to ten times. */
export async function titlesOf(client: Client, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  let parameters: { MediaIds: string | readonly string[] } | undefined = { MediaIds: ids };
  for (let round = 0; parameters && round < 10; round++) {
    const answer: AnswerOf<"BatchGetYikeAssetMediaInfos"> = await client.invoke(
      "BatchGetYikeAssetMediaInfos",
      parameters,
    );
    for (const { MediaId, MediaBasicInfo } of answer.MediaInfos ?? [])
      if (MediaId) titles.set(MediaId, MediaBasicInfo?.Title ?? "");
    parameters = answer.next;
    if (parameters) await setTimeout(1_000);
  }
  return titles;
}

/** The cloud on this machine, as `npm start` runs it. */
export const local = () => createClient(localTarget({ port: 9000 }));
