import type { Polling } from "./polling.ts";
import type { WarmCase } from "./warm.ts";

/** What some work takes, in the units that the platform bills. Put your own prices beside them. */
export interface Cost {
  readonly work: string;
  /** Invocations of functions. */
  readonly invocations: number;
  /** Function Compute bills vCPU and memory for the time an invocation runs. */
  readonly vcpuSeconds: number;
  readonly gbSeconds: number;
  /** State transitions of CloudFlow. */
  readonly transitions: number;
  /** Calls of ICE, which an account's rate limit is for. */
  readonly calls: number;
}

/** As s.yaml sets up the functions for one job. */
const vcpu = 0.25;
const memoryGb = 0.25;
/** Seconds that ICE takes to answer: an assumption, for a service in the same region. */
const iceSeconds = 0.015;
/** The bench measures on a whole CPU. */
const slowdown = 1 / vcpu;
/** A poll of the workflow in `dist/workflows`: Poll, Decide and Hold. */
const transitionsPerPoll = 3;
/** Seconds: the jobs that are waited for. */
const jobSeconds = 600;
const million = 1_000_000;

/** What a million answers and a million minutes of waiting take, from measured durations and counted polls. */
export function costs(warm: readonly WarmCase[], polling: readonly Polling[]): Cost[] {
  const cpuMicroseconds = warm.find(({ document }) => document === "compact sample")?.cpu.bundle ?? 0;
  const seconds = iceSeconds + (slowdown * cpuMicroseconds) / million;
  const polls = (waiter: string) =>
    polling.find((each) => each.waiter === waiter && each.lengthSeconds === jobSeconds)?.polls ?? 0;
  const jobs = (million * 60) / jobSeconds;

  const work = (
    name: string,
    invocations: number,
    busySeconds: number,
    calls = invocations,
    transitions = 0,
  ) => ({
    work: name,
    invocations,
    vcpuSeconds: busySeconds * vcpu,
    gbSeconds: busySeconds * memoryGb,
    transitions,
    calls,
  });
  const workflowPolls = jobs * polls("retryAfter, a workflow");
  // Every quarter of an hour, a page of a hundred jobs a call; the window of three hours holds each job twelve times.
  const sweepCalls = (jobs * 12) / 100;
  return [
    work("a million answers", million, million * seconds),
    work("waiting a million minutes in the function", jobs, million * 60, jobs * polls("wait")),
    work(
      "… in a workflow",
      workflowPolls,
      workflowPolls * seconds,
      workflowPolls,
      workflowPolls * transitionsPerPoll,
    ),
    work("… by a sweep each 15 minutes", sweepCalls, sweepCalls * seconds),
    work("… by notification", jobs, jobs * seconds),
  ];
}
