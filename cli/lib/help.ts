import { columns } from "../../local/console/columns.ts";
import { exitCodeMeanings, exitCodes } from "./exit-code.ts";

/** The help text about environment variables of commands that call functions. */
export const callEnvironmentHelp = `
Environment:
${columns([
  ["PORT", "port of npm start; 9000 by default"],
  ["FC_ACCOUNT_ID", "the account's ID, for --cloud; or ALIBABA_CLOUD_ACCOUNT_ID"],
  ["ALIBABA_CLOUD_REGION", "for --cloud; or REGION"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "for --cloud"],
  ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "for --cloud"],
  ["ALIBABA_CLOUD_SECURITY_TOKEN", "for --cloud, with an STS key"],
  ["STAGE", "for --cloud: the stage's name, if the functions were deployed with one"],
])}`;

/** The help text about exit codes. */
export const exitCodesHelp = `
Exit codes:
${columns(
  Object.entries(exitCodes).map(([name, code]) => [
    String(code),
    exitCodeMeanings[name as keyof typeof exitCodes],
  ]),
).trimEnd()}`;
