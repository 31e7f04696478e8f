import { writeFile } from "node:fs/promises";
import { operations } from "../functions/index.ts";
import { bundle } from "./bundle.ts";
import { thirdPartyNotices } from "./notices.ts";

const root = new URL("../", import.meta.url);

/** Writes `dist/`: a folder for each function, with its bundle and the notices of what is in it. */
export async function build(): Promise<void> {
  await Promise.all(
    operations.map(async (operation) => {
      const metafile = await bundle(root, operation);
      const notices = new URL(`dist/${operation.functionName}/THIRD-PARTY-NOTICES.txt`, root);
      await writeFile(notices, await thirdPartyNotices(root, metafile));
    }),
  );
}
