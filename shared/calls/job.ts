import type { IceAnswer } from "../ice/transport.ts";
import { ageOf, jobOf, lifecycleOf, percentOf } from "../job/lifecycle.ts";
import type { JobOperation } from "../operation.ts";
import { parseDuration } from "../validation/duration.ts";
import { jobRules } from "../validation/job-rules.ts";
import { type Kind, nextCall } from "./kind.ts";
import { waitForJob } from "./wait.ts";

/** Operations that answer one job: ICE is asked once, or polled until the job is done. */
export const job: Kind<JobOperation> = {
  rules: jobRules,

  async ask(operation, request, _, { call, forget, capacity, clock, random }) {
    const { wait: seconds, expect } = request.controls;
    const usual = expect === undefined ? undefined : parseDuration(expect);
    const start = clock.monotonic();
    const waited = () => (seconds === undefined ? undefined : (clock.monotonic() - start) / 1000);
    let last: IceAnswer | undefined;
    const seenIn = (answer: IceAnswer) => {
      if (last) forget(last);
      last = answer;
      const now = clock.wall();
      const found = jobOf(operation, answer.document);
      return {
        answer,
        lifecycle: lifecycleOf(operation, found, now, { waited: waited(), usual }),
        age: ageOf(operation, found, now),
        percent: percentOf(operation, found),
      };
    };
    const poll = () => call(request.parameters).then(seenIn);
    const { seen, stopped } =
      seconds === undefined
        ? { seen: await poll() }
        : await waitForJob(poll, { seconds, usual, deadline: () => capacity.deadline, clock, random });
    const { answer, lifecycle } = seen;
    const unfinished = stopped && { stopped, next: nextCall(request) };
    return { answer, lists: {}, additions: { lifecycle, ...unfinished } };
  },

  countCalls: (_, { controls: { wait } }) =>
    wait === undefined ? 1 : `until the job is done, for at most ${wait} s`,
};
