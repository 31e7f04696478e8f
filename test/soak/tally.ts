import type { LoggedRequest } from "../../local/ice/logged-request.ts";

/** Requests to ICE, by the functions' account and by ICE's own. */
export interface Requests {
  /** Sent, as the functions' log says. */
  attempts: number;
  /** Received, as ICE's request log says. */
  received: number;
  /** Of those, struck by a fault. */
  struck: number;
}

/** Both accounts of every operation. */
export interface Tally {
  sent(operation: string, attempts: number): void;
  received(requests: readonly LoggedRequest[]): void;
  readonly byOperation: ReadonlyMap<string, Readonly<Requests>>;
  /** A line for each operation of which the two differ. */
  differences(): string[];
}

export function openTally(): Tally {
  const byOperation = new Map<string, Requests>();
  const of = (operation: string): Requests => {
    const requests = byOperation.get(operation) ?? { attempts: 0, received: 0, struck: 0 };
    byOperation.set(operation, requests);
    return requests;
  };
  return {
    sent(operation, attempts) {
      of(operation).attempts += attempts;
    },
    received(requests) {
      for (const { operation, fault } of requests) {
        of(operation).received++;
        if (fault) of(operation).struck++;
      }
    },
    byOperation,
    differences: () =>
      [...byOperation]
        .filter(([, { attempts, received }]) => attempts !== received)
        .map(
          ([operation, { attempts, received }]) =>
            `${operation}: ${attempts} requests sent, ${received} received by ICE`,
        ),
  };
}
