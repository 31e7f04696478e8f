import { expect, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Operation } from "../../../shared/operation.ts";
import { pathsOf } from "../../support/unit/field-paths.ts";

const all: readonly Operation[] = operations;

test.each(all)("$name is named alike everywhere", ({ name, functionName, action }) => {
  expect(action).toBe(`ice:${name}`);
  expect(functionName).toBe(name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase());
});

test.each(all)("$name names only fields and parameters that it has", (operation) => {
  const { answer, parameters } = operation;
  const paths = pathsOf({ type: "object", fields: answer });
  expect(answerPaths(operation).filter((path) => !Object.hasOwn(paths, path))).toEqual([]);
  expect(parametersOf(operation).filter((name) => !Object.hasOwn(parameters, name))).toEqual([]);
});

/** The paths of the answer that an operation names. */
function answerPaths(operation: Operation): string[] {
  if (operation.kind === "batch") {
    const { foundField, idField, ignoredField } = operation;
    return [foundField, `${foundField}[].${idField}`, ignoredField];
  }
  const { idField, stateField, createdField, percentField, parts, failurePaths } = operation;
  const inJob = [
    idField,
    stateField,
    createdField ?? [],
    percentField ?? [],
    parts?.statePaths ?? [],
    failurePaths ?? [],
  ].flat();
  if (operation.kind === "job") {
    const { jobField } = operation;
    return jobField === "" ? inJob : [jobField, ...inJob.map((path) => `${jobField}.${path}`)];
  }
  const { itemsField, tokenField, sizeField } = operation;
  return [itemsField, tokenField, sizeField, ...inJob.map((path) => `${itemsField}[].${path}`)];
}

function parametersOf(operation: Operation): string[] {
  if (operation.kind === "batch") return [operation.idsField];
  if (operation.kind === "job") return [operation.idField];
  const { tokenField, sizeField, fromField, toField } = operation;
  return [tokenField, sizeField, fromField, toField];
}
