import { describe, expect, it } from "vitest";
import { createCapacity, createPace, weightOf } from "../../../../shared/runtime/capacity.ts";
import { capacityOf } from "../../../support/unit/capacity.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const kib = 1024;
const mib = 1024 * kib;
const tooLarge = (cause: "size" | "room") => ({ code: "UpstreamUnusable", cause });

describe("the room of an invocation", () => {
  it.each([
    [512, (512 * mib) / 24],
    [768, 32 * mib],
    [3_072, 32 * mib],
  ])("is a 24th of %i MB, 32 MiB at most", (memory, bytes) => {
    const clock = scriptedClock();
    const share = () => createCapacity(memory, 1e9, createPace(clock), clock).share();
    expect(() => share().grow(Math.floor(bytes))).not.toThrow();
    expect(problemOf(() => share().grow(Math.floor(bytes) + 1))).toMatchObject(tooLarge("size"));
  });

  it("is for all answers together, and tells one that is too large alone from too many", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 100 });
    const [first, second, third] = [capacity.share(), capacity.share(), capacity.share()];
    first.grow(30);
    first.grow(30);
    expect(problemOf(() => second.grow(41))).toMatchObject(tooLarge("room"));
    second.release();
    expect(problemOf(() => third.grow(101))).toMatchObject(tooLarge("size"));
    third.release();
    expect(() => capacity.share().grow(40)).not.toThrow();
  });

  it("comes back once for an answer that is not held any more", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 100 });
    const share = capacity.share();
    share.grow(60);
    share.release();
    share.release();
    expect(() => capacity.share().grow(100)).not.toThrow();
    expect(problemOf(() => capacity.share().grow(1))).toMatchObject(tooLarge("room"));
  });

  it("has room for another answer as large as the largest yet", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 100 });
    expect(capacity.hasRoom()).toBe(true);
    capacity.share().grow(50);
    expect(capacity.hasRoom()).toBe(true);
    capacity.share().grow(1);
    expect(capacity.hasRoom()).toBe(false);
  });

  it("is taken by what the bundle adds to items, too", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 1_000 });
    expect(() => capacity.addItems(10)).not.toThrow();
    expect(problemOf(() => capacity.addItems(1))).toMatchObject(tooLarge("room"));
  });
});

describe("the weight of a text", () => {
  it.each([
    ["plain text", 10],
    ["{", 6],
    ["[", 6],
    [":", 9],
    ['{"a":[1,{}]}', 12 + 3 * 5 + 8],
  ])("counts what its parts take in memory: %s", (text, weight) => {
    expect(weightOf(Buffer.from(text))).toBe(weight);
  });
});

describe("what an invocation receives", () => {
  const heavy = Buffer.from("[[[[[[[[[[");

  it("is counted byte by byte at first, a 32nd of its limit long, then weighed", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 640 });
    capacity.share().receive(heavy);
    capacity.share().receive(heavy);
    expect(() => capacity.share().grow(620)).not.toThrow();
    const next = capacityOf(scriptedClock(), { bytes: 640 });
    const share = next.share();
    for (let count = 0; count < 3; count++) share.receive(heavy);
    expect(problemOf(() => next.share().grow(561))).toMatchObject(tooLarge("room"));
  });

  it("stays received when it is not held any more", () => {
    const capacity = capacityOf(scriptedClock(), { bytes: 640 });
    for (let count = 0; count < 2; count++) {
      const share = capacity.share();
      share.receive(heavy);
      share.release();
    }
    capacity.share().receive(heavy);
    expect(problemOf(() => capacity.share().grow(581))).toMatchObject(tooLarge("room"));
  });
});

describe("the time of an invocation", () => {
  it("is over earlier the more is held", () => {
    const capacity = capacityOf(scriptedClock(), { end: 60_000 });
    expect(capacity.deadline).toBe(60_000);
    const share = capacity.share();
    share.grow(2_000_000);
    expect(capacity.deadline).toBeCloseTo(59_000);
    share.release();
    expect(capacity.deadline).toBe(60_000);
  });

  it("must suffice to parse an answer, and to compare and shape it and all others", () => {
    // A step of work on a million bytes is taken for half a second.
    for (const [now, isInTime] of [
      [8_000, true],
      [8_001, false],
    ] as const) {
      const clock = scriptedClock();
      const capacity = capacityOf(clock, { end: 10_000 });
      capacity.share().grow(1_000_000);
      const share = capacity.share();
      share.grow(1_000_000);
      clock.pass(now);
      if (isInTime) expect(share.parse(() => "parsed")).toBe("parsed");
      else
        expect(problemOf(() => share.parse(() => "parsed"))).toMatchObject({
          code: "DeadlineExceeded",
          cause: "size",
        });
    }
  });

  it("is judged by how long earlier answers took to parse", () => {
    const clock = scriptedClock();
    const capacity = capacityOf(clock, { end: 10_000 });
    const share = capacity.share();
    share.grow(1_000_000);
    // Twice as long as assumed.
    share.parse(() => clock.pass(1_000));
    expect(capacity.deadline).toBeCloseTo(9_000);
  });
});

describe("the pace of work", () => {
  const work = (bytes: number, milliseconds: number) => {
    const clock = scriptedClock();
    const pace = createPace(clock);
    const measure = () =>
      pace.measure(
        () => clock.pass(milliseconds),
        () => bytes,
      );
    return { pace, measure };
  };

  it("is half a second for a million bytes as long as nothing is known", () => {
    expect(work(1, 1).pace.timeFor(1_000_000)).toBeCloseTo(500);
  });

  it("follows slower work at once", () => {
    const { pace, measure } = work(1_000_000, 2_000);
    measure();
    expect(pace.timeFor(1_000_000)).toBeCloseTo(2_000);
  });

  it("follows faster work by half of the difference", () => {
    const { pace, measure } = work(1_000_000, 100);
    measure();
    expect(pace.timeFor(1_000_000)).toBeCloseTo(300);
    measure();
    expect(pace.timeFor(1_000_000)).toBeCloseTo(200);
  });

  it("learns nothing from less than 64 KiB", () => {
    const { pace, measure } = work(64 * kib - 1, 2_000);
    measure();
    expect(pace.timeFor(1_000_000)).toBeCloseTo(500);
    const enough = work(64 * kib, 2_000);
    enough.measure();
    expect(enough.pace.timeFor(64 * kib)).toBeCloseTo(2_000);
  });

  it("gives what the work gives", () => {
    expect(
      work(1, 1).pace.measure(
        () => "result",
        ({ length }) => length,
      ),
    ).toBe("result");
  });
});
