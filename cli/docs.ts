import { writeFile } from "node:fs/promises";
import { documents, generated } from "../tools/docs/generate.ts";

for (const path of documents) {
  const { current, wanted } = await generated(path);
  if (current !== wanted) await writeFile(new URL(`../${path}`, import.meta.url), wanted);
  console.log(`${path}: ${current === wanted ? "unchanged" : "written"}`);
}
