/// <reference lib="esnext.disposable" preserve="true" />
/** The local cloud as a library, `ims-functions/local`: for the tests of other projects. */
import { startCloud as start } from "./cloud.ts";
import { type Control, createControl } from "./control.ts";
import type { Cloud, CloudOptions } from "./options.ts";

export type {
  AssetDocument,
  Control,
  FaultOrder,
  JobDocument,
  JobsOperation,
  StateOf,
  Step,
} from "./control.ts";
export { ControlError } from "./ice/control-error.ts";
export type { LoggedRequest } from "./ice/logged-request.ts";
export type { CloudOptions } from "./options.ts";

/** The local cloud, and what tests need to set it up and to look into it. */
export interface LocalCloud extends Cloud, Control, AsyncDisposable {
  /** Port of the API gateway and Function Compute: for `localTarget({ port })`. */
  readonly port: number;
}

/**
 * Starts the local cloud on free ports of loopback: ICE, STS, Function Compute and an API gateway, with the functions of
 * this package. It needs no account and no network. The functions' log goes to `log`; without it nowhere.
 * @throws the system's error when a port can't be opened; an Error that says what is wrong in the manifest or not built
 * @example
 * await using cloud = await startCloud();
 * await cloud.putJob("GetMediaConvertJob", "my-job", { script: [{ state: "Running", looks: 1 }, { state: "Success" }] });
 * const client = createClient(localTarget(cloud));
 */
export async function startCloud(options: CloudOptions = {}): Promise<LocalCloud> {
  const cloud = await start({ log: () => {}, ...options });
  return {
    ...cloud,
    ...createControl(cloud.iceUrl),
    port: Number(new URL(cloud.url).port),
    [Symbol.asyncDispose]: cloud.close,
  };
}
