import type { Operation } from "../../../shared/operation.ts";
import type { Strike } from "./fault.ts";

/** A fault that was chosen for a call. */
export interface Drawn {
  readonly fault: string;
  readonly strike: Strike;
}

/** An order of faults: whose calls, how many of them, and which fault a call gets (undefined: none this time). */
export interface Order {
  /** The action whose calls it strikes; undefined for every one of ICE's. */
  readonly action: string | undefined;
  readonly times: number;
  choose(operation: Operation | undefined): Drawn | undefined;
}

/** The orders that are in force, the oldest first. */
export interface Schedule {
  add(order: Order): void;
  /** The fault that a call gets, if any; `operation` is undefined for a call to STS. */
  draw(action: string, operation: Operation | undefined): Drawn | undefined;
  clear(): void;
}

export function createSchedule(): Schedule {
  const left = new Map<Order, number>();
  return {
    add: (order) => left.set(order, order.times),
    draw(action, operation) {
      for (const [order, times] of left) {
        const concerned = order.action === undefined ? operation !== undefined : order.action === action;
        const drawn = concerned ? order.choose(operation) : undefined;
        if (!drawn) continue;
        if (times > 1) left.set(order, times - 1);
        else left.delete(order);
        return drawn;
      }
      return undefined;
    },
    clear: () => left.clear(),
  };
}
