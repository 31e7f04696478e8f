import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The packages that the functions depend on. The package's own dependencies are for those who install it. */
const deployed = ["@alicloud/pop-core", "zod"];

interface Bill {
  readonly metadata: { readonly component: { readonly "bom-ref": string } };
  readonly components: readonly {
    readonly "bom-ref": string;
    readonly properties?: readonly { readonly name: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * The software bill of materials of the deployed functions (CycloneDX 1.5, JSON), from the lockfile.
 * @param root the project's folder
 */
export async function billOfMaterials(root: URL): Promise<string> {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return JSON.stringify(onlyDeployed(JSON.parse(stdout)), null, 2);
}

/** The bill without what only tools and the client need. */
function onlyDeployed(bill: Bill): Bill {
  const own = bill.metadata.component["bom-ref"];
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const isDeployed = (ref: string) => deployed.some((name) => ref.startsWith(`${name}@`));
  needs.set(own, (needs.get(own) ?? []).filter(isDeployed));
  const reached = new Set<string>();
  const visit = (ref: string) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    needs.get(ref)?.forEach(visit);
  };
  visit(own);
  return {
    ...bill,
    components: bill.components
      .filter((each) => reached.has(each["bom-ref"]))
      // pop-core is a development dependency of the npm package: it reaches the cloud in the bundles.
      .map(({ properties = [], ...each }) => ({
        ...each,
        properties: properties.filter(({ name }) => name !== "cdx:npm:package:development"),
      })),
    dependencies: [...reached].map((ref) => ({ ref, dependsOn: needs.get(ref) ?? [] })),
  };
}
