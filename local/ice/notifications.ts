import type { Operation } from "../../shared/operation.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import type { Job, Jobs } from "./jobs.ts";

/**
 * A notification of ICE: https://help.aliyun.com/en/ims/user-guide/event-list-2
 * The vendor's messages have more members, which differ from event to event. The functions take the ID alone.
 */
export interface IceNotification {
  readonly EventType: string;
  readonly UserId: number;
  readonly EventTime: string;
  readonly MessageBody: Readonly<Record<string, unknown>>;
}

/** Receives each notification. */
export type Notify = (notification: IceNotification) => void;

/** The account of the local cloud, as a number: the vendor's samples have one. */
const userId = 1_000_000_000_000_001;

/** How often the jobs are looked at, in milliseconds. This does not count as a look of a script. */
const period = 100;

/**
 * Sends one notification for each scripted job that ends. Jobs move with time and with each look, and the clock can be
 * set: the jobs are looked at again and again.
 * @param now in milliseconds since the epoch
 * @returns a function that ends this
 */
export function sendNotifications(
  operations: readonly Operation[],
  jobs: Jobs,
  now: () => number,
  notify: Notify,
): () => void {
  const told = new WeakSet<Job>();
  const look = () => {
    for (const operation of operations)
      for (const job of jobs.all(operation)) {
        if (!job.scripted || told.has(job)) continue;
        const notification = notificationOf(operation, job, now());
        if (!notification) continue;
        told.add(job);
        notify(notification);
      }
  };
  const timer = setInterval(look, period).unref();
  return () => clearInterval(timer);
}

/** The notification that a job has ended; undefined where it has not, or where ICE has none for its operation. */
export function notificationOf(operation: Operation, job: Job, now: number): IceNotification | undefined {
  if (operation.kind === "batch" || !operation.notifications) return undefined;
  const { eventTypes, idField } = operation.notifications;
  const [EventType] = eventTypes;
  const state = job.state();
  const phase = Object.entries(operation.phases).find(([word]) => word === state)?.[1];
  if (EventType === undefined || phase === undefined || phase === "pending" || phase === "running")
    return undefined;
  return {
    EventType,
    UserId: userId,
    EventTime: formatIceTime(now),
    MessageBody: { [idField]: job.id, Status: state },
  };
}
