import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { operations } from "../../functions/index.ts";
import { packageRoot } from "../../functions/package-root.ts";
import { assumptionsTable } from "./assumptions-table.ts";
import {
  codesTable,
  failuresTable,
  faultSettingsTable,
  statusesTable,
  strangeAnswersTable,
} from "./fault-tables.ts";
import {
  controlsTable,
  errorsTable,
  invocationErrorsTable,
  notificationsTable,
  operationsTable,
  parametersTable,
} from "./tables.ts";

const root = packageRoot;

/** Documents with generated sections, each between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export const documents = [
  "README.md",
  "docs/reference/assumptions.md",
  "docs/reference/client.md",
  "docs/reference/errors.md",
  "docs/reference/local-control.md",
  "docs/start/local.md",
  "docs/guides/notifications.md",
  "docs/guides/test-in-ci.md",
  "docs/guides/web-page.md",
  "docs/reference/parameters.md",
] as const;

const sections: Readonly<Record<string, () => string>> = {
  operations: () => operationsTable(operations),
  parameters: () => parametersTable(operations),
  controls: () => controlsTable(operations),
  notifications: () => notificationsTable(operations),
  errors: errorsTable,
  failures: failuresTable,
  "fault-settings": faultSettingsTable,
  codes: codesTable,
  statuses: statusesTable,
  "strange-answers": strangeAnswersTable,
  assumptions: assumptionsTable,
  "invocation-errors": invocationErrorsTable,
  "client-example": () => example("docs/examples/client.ts"),
  "local-cloud-example": () => example("docs/examples/local-cloud.ts"),
  "web-page-server": () => example("docs/examples/web-page/server.ts"),
  "web-page-script": () => example("docs/examples/web-page/page.js"),
};

/** A program that the tests run or check. */
const example = (path: string) =>
  `\`\`\`${path.slice(path.lastIndexOf(".") + 1)}\n${readFileSync(new URL(path, root), "utf8")}\`\`\``;

/**
 * Generates the sections of a document again; the rest stays.
 * @param path below the project's folder
 * @throws Error for a section of an unknown name
 */
export async function generated(path: string): Promise<{ current: string; wanted: string }> {
  const current = await readFile(new URL(path, root), "utf8");
  const wanted = current.replace(
    /(<!-- begin ([\w-]+) -->\n).*?(<!-- end \2 -->)/gs,
    (_, begin: string, name: string, end: string) => {
      const make = sections[name];
      if (!make) throw new Error(`${path}: there is no generated section "${name}".`);
      return `${begin}\n${make()}\n\n${end}`;
    },
  );
  return { current, wanted };
}
