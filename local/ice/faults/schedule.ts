import type { Operation } from "../../../shared/operation.ts";
import type { Strike } from "./fault.ts";

/** A fault that was chosen for a call. */
export interface Drawn {
  readonly fault: string;
  readonly strike: Strike;
}

/** An order of faults: for which calls, for how many of them, and which fault a call gets (undefined for no fault). */
export interface Order {
  /** The action whose calls get the fault; undefined for all of ICE's. */
  readonly action: string | undefined;
  readonly times: number;
  /** The fault's name, or `random`. */
  readonly fault: string;
  choose(operation: Operation | undefined): Drawn | undefined;
}

/** The current orders, the oldest first. */
export interface Schedule {
  add(order: Order): void;
  /** The fault that a call gets, if any; `operation` is undefined for a call to STS. */
  draw(action: string, operation: Operation | undefined): Drawn | undefined;
  /** The orders that have strikes left, and how many. */
  planted(): readonly {
    readonly fault: string;
    readonly action: string | undefined;
    readonly left: number;
  }[];
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
    planted: () => [...left].map(([{ fault, action }, times]) => ({ fault, action, left: times })),
    clear: () => left.clear(),
  };
}
