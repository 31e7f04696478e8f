import type { ConsoleTexts } from "../../local/console/console.ts";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import type { Operation } from "../../shared/operation.ts";
import {
  type Answered,
  brokenConnections,
  codes,
  type Failure,
  refusals,
  refused,
  silences,
  statuses,
  strangeAnswers,
} from "../../tools/docs/faults.ts";

/** What the console shows that only the command line knows: code for a call, and what faults lead to. */
export const consoleTexts: ConsoleTexts = {
  snippets: (operation, parameters, url) => [
    { name: "curl", text: curl(operation, parameters, url) },
    { name: "TypeScript", text: typeScript(operation, parameters, url) },
    { name: "Command line", text: commandLine(operation, parameters, url) },
  ],
  faultEffect: (fault) => {
    const failure = failures.find(({ order }) => order.fault === fault);
    if (failure) return effectOfFailure(failure);
    const strange = strangeAnswers.find(({ order }) => order.fault === fault);
    return strange
      ? effectOfAnswer(strange.job ?? strange.list ?? strange.batch)
      : { functionDoes: "", callerSees: "" };
  },
};

type Parameters = Readonly<Record<string, string>>;

function curl({ name }: Operation, parameters: Parameters, url: string): string {
  const query = new URLSearchParams(parameters);
  return `curl ${quote(`${url}/${name}${query.size > 0 ? `?${query}` : ""}`)}`;
}

/** The command line finds a cloud at another port than the usual one by a variable. */
function commandLine({ name }: Operation, parameters: Parameters, url: string): string {
  const given = Object.entries(parameters).map(([parameter, value]) => `--${parameter} ${quote(value)}`);
  const variable = new URL(url).port === "9000" ? [] : [`IMS_FUNCTIONS_URL=${url}`];
  return [...variable, "npx ims-functions invoke", name, ...given].join(" ");
}

function typeScript({ name }: Operation, parameters: Parameters, url: string): string {
  const port = new URL(url).port;
  return `import { createClient, localTarget } from "ims-functions";

const client = createClient(localTarget({ port: ${port} }));
const answer = await client.invoke(${JSON.stringify(name)}, ${JSON.stringify(typed(parameters), null, 2)});
console.log(answer);
`;
}

/** Plain numbers are numbers to the client, apart from IDs, which have no control's name. */
function typed(parameters: Parameters): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      ["wait", "pages", "MaxResults"].includes(name) && /^\d+$/.test(value) ? Number(value) : value,
    ]),
  );
}

/** A word for a POSIX shell. */
const quote = (text: string) => (/^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const failures: readonly Failure[] = [
  refused,
  ...brokenConnections,
  ...silences,
  ...refusals,
  ...codes,
  // The status that is planted by default.
  ...statuses.filter(({ order }) => order.status === 503),
];

function effectOfFailure({ order, sees, once }: Failure) {
  if (order.fault === "code")
    return {
      functionDoes: "It maps ICE’s code to its own, and retries where that can help.",
      callerSees: "The function’s error for this code, with ICE’s own in upstream.",
    };
  if (sees === "answer")
    return { functionDoes: "It asks again over a fresh connection.", callerSees: "The answer." };
  if (once === "answer" && !catalogue[sees].retryable)
    return {
      functionDoes: "It signs the request again, once.",
      callerSees: `The answer. If that fails too: ${errorText(sees)}.`,
    };
  return {
    functionDoes:
      once === "answer"
        ? "It asks again after a pause, up to 3 attempts."
        : "It does not ask again: that can’t help.",
    callerSees:
      once === "answer" ? `The answer. If every attempt fails: ${errorText(sees)}.` : `${errorText(sees)}.`,
  };
}

const errorText = (code: ErrorCode) => `${code} (${catalogue[code].status})`;

function effectOfAnswer(sees: ErrorCode | Answered | undefined) {
  if (typeof sees === "string")
    return { functionDoes: "It refuses the answer.", callerSees: `${errorText(sees)}.` };
  const { phase, missing, stopped, drift, note } = sees ?? {};
  const functionDoes = [
    ...(drift ? [`It logs the difference as drift: ${drift.join(", ")}.`] : []),
    ...(stopped ? [`It stops: ${stopped}.`] : []),
    ...(!drift && !stopped ? ["It passes the answer on."] : []),
  ];
  const callerSees = [
    "ICE’s answer",
    ...(phase ? [`with the phase ${phase}`] : []),
    ...(missing ? ["with the ID in missing"] : []),
    ...(stopped ? ["with stopped and what came before"] : []),
  ];
  return {
    functionDoes: functionDoes.join(" "),
    callerSees: `${callerSees.join(", ")}.${note ? ` Note: ${note}.` : ""}`,
  };
}
