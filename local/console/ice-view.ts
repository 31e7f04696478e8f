import { randomBytes } from "node:crypto";
import { valueAt } from "../../functions/subject.ts";
import { lifecycleOf } from "../../shared/job/lifecycle.ts";
import type { Operation } from "../../shared/operation.ts";
import type { LocalIce } from "../ice/server.ts";
import { hasJobs, presetJob, presets } from "./presets.ts";
import type { JobCard, JobsAnswer, PlantedFault } from "./record.ts";

/** The most jobs and assets that the page lists. */
const mostListed = 200;

/** The jobs, phase by phase as they are now, and the assets. The newest come first. */
export function jobsNow(
  ice: LocalIce,
  operations: readonly Operation[],
  planted: ReadonlySet<string>,
): JobsAnswer {
  const { jobs, assets } = ice.contents.store;
  const cards = operations.filter(hasJobs).flatMap((operation) =>
    jobs.all(operation).map(({ id, peek }): JobCard => {
      const document = peek();
      const job = operation.kind === "job" ? valueAt(document, operation.jobField) : document;
      const { phase, partial, state, progress, retryAfter } = lifecycleOf(operation, job, ice.now());
      return {
        operation: operation.name,
        id,
        phase,
        partial,
        state,
        planted: planted.has(`${operation.name} ${id}`),
        ...(progress !== undefined && { progress }),
        ...(retryAfter !== undefined && { retryAfter }),
      };
    }),
  );
  const assetIds = [...assets.keys()];
  return {
    jobs: cards.slice(-mostListed).reverse(),
    jobCount: cards.length,
    assets: assetIds.slice(-mostListed).reverse(),
    assetCount: assetIds.length,
  };
}

/** The faults that are planted. */
export function plantedFaults(ice: LocalIce): PlantedFault[] {
  return ice.contents.schedule.planted().map(({ fault, action, left }) => ({
    fault,
    ...(action !== undefined && { operation: action }),
    ...(Number.isFinite(left) && { left }),
  }));
}

/**
 * Plants the job of a preset.
 * @param id chosen at random where it is empty
 * @returns its ID; undefined where the operation has no such preset
 */
export function plantPreset(ice: LocalIce, operation: Operation, name: string, id = ""): string | undefined {
  const preset = presets.find((each) => each.name === name);
  if (!preset || !hasJobs(operation) || !preset.fits(operation)) return undefined;
  const jobId = id || `${preset.name}-${randomBytes(3).toString("hex")}`;
  const body = presetJob(operation, preset, jobId, ice.now());
  ice.controlIce("PUT /_control/jobs/<Operation>/<JobId>", [operation.name, jobId], body);
  return jobId;
}
