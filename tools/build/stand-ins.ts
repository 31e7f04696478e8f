/**
 * Modules that a bundle is better without, and the file that stands in for each, from the project's folder: why is told
 * in each file. The bundles and the tests take them from here, so that both run the same code.
 */
export const standIns: Readonly<Record<string, string>> = Object.fromEntries(
  ["assert", "httpx", "json-bigint", "kitx", "os"].map((name) => [name, `./shared/ice/shims/${name}.cjs`]),
);
