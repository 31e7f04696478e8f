import type { IceAnswer } from "../ice/transport.ts";
import { ageOf, jobOf, lifecycleOf } from "../job/lifecycle.ts";
import type { JobOperation } from "../operation.ts";
import { jobRules } from "../validation/job-rules.ts";
import { type Kind, nextCall } from "./kind.ts";
import { waitForJob } from "./wait.ts";

/** Operations that answer one job: ICE is asked once, or polled until the job is done. */
export const job: Kind<JobOperation> = {
  rules: jobRules,

  async ask(operation, request, _, { call, forget, capacity, clock, random }) {
    let last: IceAnswer | undefined;
    const poll = async () => {
      const answer = await call(request.parameters);
      if (last) forget(last);
      last = answer;
      const now = clock.wall();
      const found = jobOf(operation, answer.document);
      return {
        answer,
        lifecycle: lifecycleOf(operation, found, now),
        age: ageOf(operation, found, now),
      };
    };
    const seconds = request.controls.wait;
    const { seen, stopped } =
      seconds === undefined
        ? { seen: await poll() }
        : await waitForJob(poll, { seconds, deadline: () => capacity.deadline, clock, random });
    const { answer, lifecycle } = seen;
    const unfinished = stopped && { stopped, next: nextCall(request) };
    return { answer, lists: {}, additions: { lifecycle, ...unfinished } };
  },

  countCalls: (_, { controls: { wait } }) =>
    wait === undefined ? 1 : `until the job is done, for at most ${wait} s`,
};
