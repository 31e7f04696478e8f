import { operations } from "../../functions/index.ts";
import type { Operation } from "../../shared/operation.ts";
import { exitCodeMeanings, exitCodes } from "./exit-code.ts";
import { optionsOf } from "./options.ts";
import { table } from "./table.ts";

/** How to call the command, for any operation. */
export function overview(): string {
  return `npm run invoke -- <operation> [options]

Calls a function and writes its answer to standard output, as JSON.

Operations:
${table([...operations.map(({ name, summary }) => [name, summary]), ["<operation> --help", "its options"]])}${common()}`;
}

/** How to call the command for one operation. */
export function helpOf(operation: Operation): string {
  const options = optionsOf(operation).map(({ name, value, description, needed }) => [
    `--${name} ${value}`,
    needed ? `${description} Needed.` : description,
  ]);
  return `npm run invoke -- ${operation.name} [options]

${operation.summary}

Options:
${table([...options, ["--cloud", "call the deployed function, not that of npm start on this machine"]])}${common()}`;
}

/** What a command of the client reads from the environment. */
export const environmentHelp = `
Environment:
${table([
  ["PORT", "where npm start serves; 9000 by default"],
  ["FC_ACCOUNT_ID", "the account's ID, for --cloud; or ALIBABA_CLOUD_ACCOUNT_ID"],
  ["ALIBABA_CLOUD_REGION", "for --cloud; or REGION"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "for --cloud"],
  ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "for --cloud"],
  ["ALIBABA_CLOUD_SECURITY_TOKEN", "for --cloud, with an STS key"],
  ["STAGE", "for --cloud: the stage that was deployed, where it has a name"],
])}`;

const common = () => `${environmentHelp}
Exit codes:
${table(Object.entries(exitCodes).map(([name, code]) => [String(code), exitCodeMeanings[name as keyof typeof exitCodes]]))}`;
