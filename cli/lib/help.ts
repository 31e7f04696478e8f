import { columns } from "../../local/console/columns.ts";
import { exitCodeMeanings, exitCodes } from "./exit-code.ts";

/** The help text about environment variables of commands that call functions. */
export const callEnvironmentHelp = `
Environment:
${columns([
  ["IMS_FUNCTIONS_URL", "address of the local cloud, as exec sets it"],
  ["PORT", "or its port on this machine; 9000 by default"],
  ["ALIBABA_CLOUD_REGION", "for --on ice and deployed; or REGION"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "for --on ice and deployed"],
  ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "for --on ice and deployed"],
  ["ALIBABA_CLOUD_SECURITY_TOKEN", "for --on ice and deployed, with an STS key"],
  ["ALIBABA_CLOUD_ROLE_ARN", "for --on ice, without a token: the role that the AccessKey assumes"],
  ["STS_ENDPOINT, ICE_ENDPOINT", "for --on ice: other addresses than the region's"],
  ["FC_ACCOUNT_ID", "for --on deployed: the account's ID; or ALIBABA_CLOUD_ACCOUNT_ID"],
  ["FC_ENDPOINT", "for --on deployed: another address than the account's public one"],
  ["STAGE", "for --on deployed: the stage's name, if the functions were deployed with one"],
  ["QUALIFIER", "for --on deployed: a version or an alias; LATEST by default"],
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
