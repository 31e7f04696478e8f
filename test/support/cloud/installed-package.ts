import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Ended, runNode } from "./commands.ts";
import { root } from "./program.ts";

const run = promisify(execFile);

/** An empty project in a temporary folder that has the package installed from its tarball. */
export interface InstalledPackage {
  readonly folder: string;
  /** Paths of the files in the package. */
  readonly files: readonly string[];
  write(name: string, text: string): Promise<void>;
  /** Runs a JavaScript file of the project by its path. */
  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Type-checks files of the project. The compiler's text is in `stdout`. */
  typeCheck(...files: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

/**
 * Packs what is built and unpacks it where npm would install it, without a network: dependencies are links to those of
 * this project.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), "a package-"));
  await run("npm", ["pack", "--pack-destination", folder], { cwd: root });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  await run("tar", ["xzf", tarball], { cwd: folder });
  const modules = join(folder, "node_modules");
  const target = join(modules, "ims-functions");
  await mkdir(join(modules, "@alicloud"), { recursive: true });
  await cp(join(folder, "package"), target, { recursive: true });
  for (const name of ["@alicloud/fc2", "zod"])
    await symlink(join(root, "node_modules", name), join(modules, name));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write("package.json", JSON.stringify({ type: "module" }));
  return {
    folder,
    files: await readdir(target, { recursive: true }),
    write,
    node: (args, environment = {}) => runNode(args, environment, folder),
    typeCheck(...files) {
      const options = "--noEmit --strict --module nodenext --target es2022 --skipLibCheck false";
      const compiler = join(root, "node_modules/typescript/bin/tsc");
      return runNode([compiler, ...options.split(" "), ...files], {}, folder);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
