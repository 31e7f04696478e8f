import { describe, expect, it } from "vitest";
import { follow } from "../../../client/follow.ts";
import { FunctionError, InvocationError } from "../../../client/index.ts";
import type { Document } from "../../../shared/operation.ts";
import { scriptedClock } from "../../support/unit/clock.ts";

const throttled = new FunctionError({ code: "Throttled", requestId: "1" });
const notFound = new FunctionError({ code: "NotFound", requestId: "1" });
const unavailable = new InvocationError("Unavailable", "f");

/** Follows a function that answers or fails with the turns one after the other; the last one stays. */
function script(parameters: Document, turns: readonly (Document | Error)[], takes = 0) {
  const clock = scriptedClock();
  const start = clock.monotonic();
  const asked: Document[] = [];
  const call = async (each: Document) => {
    const turn = turns[Math.min(asked.push(each), turns.length) - 1];
    clock.pass(takes * 1000);
    if (turn instanceof Error) throw turn;
    return turn as Document;
  };
  const seconds = () => (clock.monotonic() - start) / 1000;
  return { answers: follow(call, parameters, clock), asked, seconds };
}

async function all(answers: AsyncGenerator<Document, void>): Promise<Document[]> {
  const list: Document[] = [];
  for await (const answer of answers) list.push(answer);
  return list;
}

describe("following next", () => {
  const page = (token?: string) => ({
    items: [token],
    ...(token && { next: { pages: 2, NextToken: token } }),
  });

  it("goes on until an answer has none", async () => {
    const { answers, asked } = script({ pages: 2 }, [page("a"), page("b"), page()]);
    expect(await all(answers)).toHaveLength(3);
    expect(asked).toEqual([{ pages: 2 }, { pages: 2, NextToken: "a" }, { pages: 2, NextToken: "b" }]);
  });

  it("ends with a next that was asked before", async () => {
    const { answers, asked } = script({}, [page("a"), page("b"), page("a")]);
    expect(await all(answers)).toHaveLength(3);
    expect(asked).toHaveLength(3);
  });

  it("has a wait explained as it is", async () => {
    const { answers, asked } = script({ JobId: "j", wait: 60, explain: true }, [{ calls: 1 }]);
    expect(await all(answers)).toEqual([{ calls: 1 }]);
    expect(asked).toEqual([{ JobId: "j", wait: 60, explain: true }]);
  });

  it("asks only when somebody wants more", async () => {
    const { answers, asked } = script({}, [page("a")]);
    for await (const _ of answers) break;
    expect(asked).toHaveLength(1);
  });

  it("ends with the failure of a call", async () => {
    const { answers } = script({}, [page("a"), throttled]);
    await expect(all(answers)).rejects.toBe(throttled);
  });
});

describe("waiting for a job", () => {
  const running = { lifecycle: { done: false }, next: { JobId: "j", wait: 20 } };
  const done = { lifecycle: { done: true } };

  it("waits in calls that grow to twenty seconds, until the job is done", async () => {
    const turns = [...Array(6).fill(running), done];
    const { answers, asked } = script({ JobId: "j", wait: 600 }, turns, 20);
    expect((await all(answers)).at(-1)).toBe(done);
    expect(asked).toEqual([1, 2, 4, 8, 16, 20, 20].map((wait) => ({ JobId: "j", wait })));
  });

  it("waits no longer than it was told", async () => {
    const { answers, asked, seconds } = script({ JobId: "j", wait: "46" }, [running], 20);
    expect((await all(answers)).at(-1)).toHaveProperty("next");
    expect(asked.map(({ wait }) => wait)).toEqual([1, 2, 4]);
    expect(seconds()).toBeGreaterThanOrEqual(46);
  });

  it("gives a next that waits for what is left of the time, and for all of it once the time is over", async () => {
    const { answers } = script({ JobId: "j", wait: 10 }, [running], 4);
    const waits = (await all(answers)).map(({ next }) => next);
    expect(waits).toEqual([6, 10].map((wait) => ({ JobId: "j", wait })));
  });

  it("ends a pause when its signal is aborted", async () => {
    const controller = new AbortController();
    const call = async () => running;
    const clock = { ...scriptedClock(), sleep: () => new Promise<void>(() => {}) };
    const answers = follow(call, { JobId: "j", wait: 60 }, clock, controller.signal);
    await answers.next();
    const second = answers.next();
    controller.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
  });

  it("asks at least once a second, and no more, of a function that does not wait", async () => {
    const { answers, asked } = script({ JobId: "j", wait: 10 }, [running]);
    await all(answers);
    expect(asked).toHaveLength(10);
  });

  it.each([
    ["a function's", throttled],
    ["Function Compute's", unavailable],
  ])("goes on after %s error that may pass", async (_, error) => {
    const { answers } = script({ JobId: "j", wait: 60 }, [error, running, error, done], 5);
    expect(await all(answers)).toMatchObject([{ lifecycle: running.lifecycle }, done]);
  });

  it("ends with such an error when the time is over", async () => {
    const { answers, seconds } = script({ JobId: "j", wait: 10 }, [unavailable], 5);
    await expect(all(answers)).rejects.toBe(unavailable);
    expect(seconds()).toBeGreaterThanOrEqual(10);
  });

  it.each([
    ["a function's", notFound],
    ["any other", new TypeError("bug")],
  ])("ends at once with %s error that no retry helps", async (_, error) => {
    const { answers, asked } = script({ JobId: "j", wait: 60 }, [error]);
    await expect(all(answers)).rejects.toBe(error);
    expect(asked).toHaveLength(1);
  });
});
