import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packageRoot } from "../../functions/package-root.ts";

/** The probe's manifest. It is deployed by itself and never part of the project's s.yaml. */
export const probeManifest = `# The probe shows what the events of Function Compute's callers look like: their form, without data.
#   deploy:  npx s deploy
#   read:    npx s logs, or the answer of a call
#   remove:  npx s remove
edition: 3.0.0
name: ims-functions-probe
access: default

resources:
  ims-functions-probe:
    component: fc3
    props:
      region: \${env('REGION', 'cn-shanghai')}
      functionName: ims-functions-probe
      runtime: nodejs20
      handler: index.handler
      code: ./code
      memorySize: 128
      cpu: 0.05
      diskSize: 512
      timeout: 10
      logConfig: auto
      triggers:
        - triggerName: http
          triggerType: http
          triggerConfig:
            authType: function
            disableURLInternet: false
            methods: [GET, POST]
        # Set enable to true to see a timer's event.
        - triggerName: timer
          triggerType: timer
          triggerConfig:
            cronExpression: "@every 5m"
            enable: false
            payload: '{"text": "probe"}'
`;

/**
 * Writes the probe function and its manifest. Nothing is deployed.
 * @param folder must not hold an s.yaml
 * @throws the system's error with code EEXIST when it does
 */
export async function writeProbe(folder: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("tools/parity/probe-handler.ts", packageRoot))],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    write: false,
    logLevel: "warning",
  });
  await mkdir(`${folder}/code`, { recursive: true });
  await writeFile(`${folder}/s.yaml`, probeManifest, { flag: "wx" });
  await writeFile(`${folder}/code/index.js`, outputFiles[0]?.contents ?? "");
}
