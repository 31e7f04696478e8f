import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { operations } from "../../functions/index.ts";
import { thirdPartyNotices } from "../../tools/build/notices.ts";

const root = new URL("../../", import.meta.url);
const read = async (path: string) => JSON.parse(await readFile(new URL(path, root), "utf8"));

interface LockedPackage {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly inBundle?: boolean;
}

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly [{ readonly license: { readonly id: string } }];
  readonly hashes: readonly [{ readonly content: string }];
}

const allowedLicences =
  /^(MIT|ISC|Apache-2\.0|Apache 2\.0|MIT OR Apache-2\.0|0BSD|BSD-2-Clause|BSD-3-Clause|BlueOak-1\.0\.0|Python-2\.0)$/;

/** Of tools that never reach a deployed bundle. */
const allowedForTools: Readonly<Record<string, string>> = {
  "caniuse-lite": "CC-BY-4.0", // data, with attribution
  "axe-core": "MPL-2.0", // of the tests, used unchanged
  lightningcss: "MPL-2.0", // of vitest, used unchanged
  "@darabonba/typescript": "Apache License 2.0", // Apache-2.0, of the official SDK in the tests
  "pause-stream": "MIT,Apache2", // either of both
};

describe("the supply chain", () => {
  it("pins every dependency to one version", async () => {
    const { dependencies, devDependencies } = await read("package.json");
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("deploys nothing but pop-core and zod", async () => {
    const { metadata, dependencies } = await read("dist/sbom.cdx.json");
    const own = metadata.component["bom-ref"];
    const direct = dependencies.find(({ ref }: { ref: string }) => ref === own).dependsOn;
    expect(direct.map((ref: string) => ref.replace(/@[\d.]+$/, ""))).toEqual(["@alicloud/pop-core", "zod"]);
  });

  it("lists in the bill of materials the packages in the bundles' notices, and no other", async () => {
    const { components } = await read("dist/sbom.cdx.json");
    const billed = components.map(
      ({ group, name, version, licenses }: Component) =>
        `${group ? `${group}/` : ""}${name} ${version} (${licenses[0].license.id})`,
    );
    const noticed = new Set<string>();
    for (const { functionName } of operations) {
      const text = await readFile(new URL(`dist/${functionName}/THIRD-PARTY-NOTICES.txt`, root), "utf8");
      for (const part of text.split(`\n${"-".repeat(80)}\n\n`)) noticed.add(part.split("\n")[0] as string);
    }
    expect(billed).toEqual([...noticed].sort());
  });

  it("gives each component the version and the hash that the lockfile has", async () => {
    const { components } = await read("dist/sbom.cdx.json");
    const { packages } = await read("package-lock.json");
    for (const { group, name, version, hashes } of components as Component[]) {
      const locked: LockedPackage = packages[`node_modules/${group ? `${group}/` : ""}${name}`];
      expect(version).toBe(locked.version);
      expect(`sha512-${Buffer.from(hashes[0].content, "hex").toString("base64")}`).toBe(locked.integrity);
    }
  });

  it("installs nothing with the package but fc2 and zod", async () => {
    const { dependencies } = await read("package.json");
    expect(Object.keys(dependencies)).toEqual(["@alicloud/fc2", "zod"]);
  });

  it("locks every package by its content and names no host to get it from", async () => {
    const { packages } = await read("package-lock.json");
    const { "": _, ...locked }: Record<string, LockedPackage> = packages;
    expect(Object.keys(locked).length).toBeGreaterThan(50);
    for (const [path, { resolved, integrity, inBundle }] of Object.entries(locked)) {
      expect(resolved, path).toBeUndefined();
      // What comes inside another package is locked with that package.
      if (!inBundle) expect(integrity, path).toMatch(/^sha512-/);
    }
  });

  it("takes only packages whose licence is allowed", async () => {
    const { packages } = await read("package-lock.json");
    const { "": _, ...locked }: Record<string, LockedPackage> = packages;
    const refused = Object.entries(locked).filter(([path, { license = "none" }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const tool = Object.keys(allowedForTools).find((each) => name === each || name.startsWith(`${each}-`));
      return (
        !allowedLicences.test(license) && (tool === undefined || allowedForTools[tool] !== String(license))
      );
    });
    expect(refused.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it("runs no install scripts", async () => {
    expect(await readFile(new URL(".npmrc", root), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });

  it("reproduces the licence of everything in a bundle", async () => {
    const notices = await readFile(
      new URL("dist/get-media-convert-job/THIRD-PARTY-NOTICES.txt", root),
      "utf8",
    );
    for (const name of ["@alicloud/pop-core", "zod"])
      expect(notices).toMatch(
        new RegExp(`^${name} [\\d.]+ \\(MIT\\)\\n\\nCopyright|^${name} [\\d.]+ \\(MIT\\)\\n\\n.*MIT`, "m"),
      );
    expect(notices).not.toMatch(/^(httpx|json-bigint|kitx)/m);
  });

  it("refuses to bundle what has no licence to reproduce", async () => {
    const inputs = { "node_modules/no-such-package/index.js": { bytesInOutput: 1 } };
    const outputs = { "index.js": { bytes: 1, inputs, imports: [], exports: [] } };
    await expect(thirdPartyNotices(root, { inputs: {}, outputs })).rejects.toThrow("no-such-package");
  });
});
