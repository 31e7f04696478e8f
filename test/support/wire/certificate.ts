import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly keyFile: string;
  readonly certificateFile: string;
  remove(): void;
}

/**
 * A certificate for 127.0.0.1 that signs itself, for a day, or for one in 2020. The files lie in a folder of their own until
 * they are removed.
 * @throws Error when there is no openssl command
 */
export function makeCertificate({ expired = false } = {}): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const keyFile = join(folder, "key.pem");
  const certificateFile = join(folder, "certificate.pem");
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  const options = ["req", ...key, ...subject];
  if (expired) {
    const [request, config] = [join(folder, "request.pem"), join(folder, "ca.cnf")];
    openssl([...options, "-new", "-out", request]);
    writeFileSync(join(folder, "index.txt"), "");
    writeFileSync(join(folder, "serial"), "01\n");
    writeFileSync(config, configOf(folder));
    const dates = ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"];
    const files = ["-config", config, "-keyfile", keyFile, "-in", request, "-out", certificateFile];
    openssl(["ca", "-batch", "-selfsign", "-notext", ...files, ...dates]);
  } else openssl([...options, "-x509", "-days", "1", "-out", certificateFile]);
  return { keyFile, certificateFile, remove: () => rmSync(folder, { recursive: true }) };
}

/** Only `openssl ca` takes dates in the past. */
const configOf = (folder: string) => `[ca]
default_ca = self
[self]
database = ${folder}/index.txt
new_certs_dir = ${folder}
serial = ${folder}/serial
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`;

function openssl(options: readonly string[]): void {
  const { error, status, stderr } = spawnSync("openssl", options, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`The openssl command, which makes a certificate, failed: ${error ?? stderr}`);
}
