import { ProblemError } from "../errors/problem.ts";
import type { IceAnswer } from "../ice/transport.ts";
import { lifecycleOf } from "../job/lifecycle.ts";
import { member } from "../json/value.ts";
import type { ListOperation } from "../operation.ts";
import { type Stopped, stoppedBy } from "../response/additions.ts";
import type { View } from "../response/parts.ts";
import { listRules } from "../validation/list-rules.ts";
import { tokenPattern } from "../validation/parameter.ts";
import { type Kind, nextCall } from "./kind.ts";

type ItemOf<Each> = Each extends View<infer Item> ? Item : never;

/** Operations that answer by pages: ICE is asked for one, or its tokens are followed. */
export const list: Kind<ListOperation> = {
  rules: listRules,

  async ask(operation, request, view, { call, capacity, clock, sizeLimit }) {
    const { itemsField, tokenField } = operation;
    const { pages } = request.controls;
    const lifecycle = (item: unknown) => lifecycleOf(operation, item, clock.wall());
    const first = request.parameters[tokenField] as string | undefined;
    let answer: IceAnswer | undefined;
    const items: ItemOf<typeof view>[] = [];
    let hasItems = false;
    const seen = new Set<unknown>([first]);
    let token = first;
    let size = 0;
    let largest = 0;

    const end = (stopped?: Stopped, next?: string) => {
      const last = answer as IceAnswer;
      const isLeftOut = !Object.hasOwn(last.document, itemsField);
      const unfinished = next !== undefined && { next: nextCall(request, { [tokenField]: next }) };
      return {
        answer: last,
        lists: hasItems || isLeftOut ? { [itemsField]: items } : {},
        additions: { ...(stopped && { stopped }), ...unfinished },
      };
    };

    for (let page = 1; ; page++) {
      try {
        const next = await call({
          ...request.parameters,
          ...(token !== undefined && { [tokenField]: token }),
        });
        capacity.addItems(lengthOf(next.document[itemsField]));
        answer = next;
      } catch (error) {
        if (page === 1 || !(error instanceof ProblemError)) throw error;
        return end(stoppedBy(error), token);
      }
      const found = view.items(answer, itemsField, lifecycle);
      if (found) {
        hasItems = true;
        for (const item of found) items.push(item);
      }
      const next = member(answer.document, tokenField);
      if (pages === undefined || next === undefined || next === null || next === "") return end();
      if (typeof next !== "string" || !tokenPattern.test(next)) return end({ reason: "invalidToken" });
      if (seen.has(next)) return end({ reason: "repeatedToken" });
      seen.add(next);
      token = next;
      if (page === pages) return end({ reason: "limit" }, token);
      const pageSize = view.sizeOf(itemsField, found ?? []);
      size += pageSize;
      largest = Math.max(largest, pageSize);
      if (size + largest > sizeLimit || !capacity.hasRoom()) return end({ reason: "limit" }, token);
    }
  },

  countCalls: (_, { controls: { pages = 1 } }) => {
    if (pages === "all") return "until the last page";
    return pages === 1 ? 1 : `1 to ${pages}`;
  },
};

const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0);
