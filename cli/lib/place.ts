import { Option } from "commander";

/** What a command talks to, and what that is. */
export const places = {
  local: "the local cloud",
  ice: "the real ICE, with the functions on this machine",
  deployed: "the deployed functions",
} as const;

export type Place = keyof typeof places;

/**
 * The option `--on`; `local` by default.
 * @param allowed the places that the command can talk to
 */
export function onOption(allowed: readonly Place[] = Object.keys(places) as Place[]): Option {
  const meanings = allowed.map((place) => `${place}: ${places[place]}`).join("; ");
  return new Option("--on <place>", meanings).choices(allowed).default("local");
}

/** The place that a command's arguments name, for an error that ended the command. */
export function placeIn(args: readonly string[]): string {
  const index = args.findIndex((argument) => argument === "--on" || argument.startsWith("--on="));
  if (index === -1) return "local";
  return args[index]?.split("=")[1] ?? args[index + 1] ?? "";
}
