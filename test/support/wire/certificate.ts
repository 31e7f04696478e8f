import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly keyFile: string;
  readonly certificateFile: string;
  remove(): void;
}

/**
 * A certificate for 127.0.0.1 that signs itself, for a day. The files lie in a folder of their own until they are removed.
 * @throws Error when there is no openssl command
 */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const keyFile = join(folder, "key.pem");
  const certificateFile = join(folder, "certificate.pem");
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  const options = ["req", "-x509", ...key, ...subject, "-days", "1", "-out", certificateFile];
  const { error, status, stderr } = spawnSync("openssl", options, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`The openssl command, which makes a certificate, failed: ${error ?? stderr}`);
  return { keyFile, certificateFile, remove: () => rmSync(folder, { recursive: true }) };
}
