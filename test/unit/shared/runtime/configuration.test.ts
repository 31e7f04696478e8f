import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../../../shared/runtime/configuration.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const read = (environment: Readonly<Record<string, string>> = {}, region = "cn-shanghai") =>
  readConfiguration(environment, region);
const endpointOf = (ICE_ENDPOINT: string) => read({ ICE_ENDPOINT }).endpoint;

describe("the configuration", () => {
  it("has a documented default for everything", () => {
    expect(read()).toEqual({
      endpoint: "https://ice.cn-shanghai.aliyuncs.com",
      timeoutMs: 10_000,
      maxAttempts: 3,
      logLevel: "info",
    });
  });

  it("takes an empty variable for one that is not set", () => {
    const names = ["ICE_ENDPOINT", "ICE_NETWORK", "ICE_TIMEOUT_MS", "ICE_MAX_ATTEMPTS", "LOG_LEVEL"];
    expect(read(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(read());
  });

  it.each([
    ["cn-beijing", "public", "https://ice.cn-beijing.aliyuncs.com"],
    ["cn-beijing", "vpc", "https://ice-vpc.cn-beijing.aliyuncs.com"],
    ["ap-southeast-1", "public", "https://ice.ap-southeast-1.aliyuncs.com"],
    ["cn-shanghai-finance-1", "vpc", "https://ice-vpc.cn-shanghai-finance-1.aliyuncs.com"],
    ["us-west-1", "public", "https://ice.us-west-1.aliyuncs.com"],
  ])("finds ICE in %s by the %s network at %s", (region, ICE_NETWORK, endpoint) => {
    expect(read({ ICE_NETWORK }, region).endpoint).toBe(endpoint);
  });

  it("prefers the endpoint that is given", () => {
    const environment = { ICE_ENDPOINT: "https://ice.aliyuncs.com", ICE_NETWORK: "vpc" };
    expect(read(environment, "no region").endpoint).toBe("https://ice.aliyuncs.com");
  });

  it.each([
    ["ICE_TIMEOUT_MS", "timeoutMs", ["10", "600000"]],
    ["ICE_MAX_ATTEMPTS", "maxAttempts", ["1", "10"]],
  ] as const)("takes %s from its least to its greatest", (variable, setting, values) => {
    for (const value of values) expect(read({ [variable]: value })[setting]).toBe(Number(value));
  });

  it.each(["info", "warn", "error"])("takes the log level %s", (LOG_LEVEL) => {
    expect(read({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
  });
});

describe("a wrong setting", () => {
  it.each([
    ["ICE_TIMEOUT_MS", "9", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "600001", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "10s", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "x10", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "1e3", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "1000.5", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", " 1000", "must be a whole number from 10 to 600000"],
    ["ICE_TIMEOUT_MS", "0000001000", "must be a whole number from 10 to 600000"],
    ["ICE_MAX_ATTEMPTS", "0", "must be a whole number from 1 to 10"],
    ["ICE_MAX_ATTEMPTS", "11", "must be a whole number from 1 to 10"],
    ["ICE_MAX_ATTEMPTS", "-1", "must be a whole number from 1 to 10"],
    ["ICE_NETWORK", "VPC", "must be one of public, vpc"],
    ["ICE_NETWORK", "internal", "must be one of public, vpc"],
    ["LOG_LEVEL", "debug", "must be one of info, warn, error"],
  ])("%s=%s is named, with what it must be", (parameter, value, problem) => {
    const { code, errors } = problemOf(() => read({ [parameter]: value }));
    expect(code).toBe("ConfigurationError");
    expect(errors).toEqual([{ parameter, problem }]);
  });

  it("never shows its value, whichever variable it is in", () => {
    const secret = "LTAI-a-key-in-the-wrong-place";
    const names = ["ICE_ENDPOINT", "ICE_NETWORK", "ICE_TIMEOUT_MS", "ICE_MAX_ATTEMPTS", "LOG_LEVEL"];
    const problem = problemOf(() => read(Object.fromEntries(names.map((name) => [name, secret]))));
    expect(problem.errors?.map(({ parameter }) => parameter).sort()).toEqual(names.sort());
    expect(JSON.stringify([problem.message, problem.details("1-2"), problem.cause])).not.toContain(secret);
  });

  it.each([
    "",
    "shanghai",
    "CN-SHANGHAI",
    "cn-shanghai.evil.com/",
    "x cn-shanghai",
    "cn-shanghai ",
    "c-x",
    "cn-",
  ])("wants an endpoint where the region %j is none", (region) => {
    const { errors } = problemOf(() => read({}, region));
    expect(errors).toEqual([
      { parameter: "ICE_ENDPOINT", problem: "must be set: the function does not know its region" },
    ]);
  });
});

describe("an endpoint", () => {
  it.each([
    ["https://ice.cn-shanghai.aliyuncs.com", "https://ice.cn-shanghai.aliyuncs.com"],
    ["https://ice.cn-shanghai.aliyuncs.com/", "https://ice.cn-shanghai.aliyuncs.com"],
    ["https://ICE.cn-shanghai.AliyunCS.com", "https://ice.cn-shanghai.aliyuncs.com"],
    ["https://ice.cn-shanghai.aliyuncs.com:443", "https://ice.cn-shanghai.aliyuncs.com"],
    ["https://ice.cn-shanghai.aliyuncs.com:8443", "https://ice.cn-shanghai.aliyuncs.com:8443"],
    ["http://127.0.0.1:9001", "http://127.0.0.1:9001"],
    ["http://127.1.2.254:9001/", "http://127.1.2.254:9001"],
    ["https://127.0.0.1:9001", "https://127.0.0.1:9001"],
    ["http://127.1", "http://127.0.0.1"],
    ["http://localhost:9001", "http://localhost:9001"],
    ["http://[::1]:9001", "http://[::1]:9001"],
  ])("%s is used as %s", (given, used) => {
    expect(endpointOf(given)).toBe(used);
  });

  it.each([
    ["plain http to ICE", "http://ice.cn-shanghai.aliyuncs.com"],
    ["another scheme", "ftp://ice.cn-shanghai.aliyuncs.com"],
    ["another scheme on loopback", "file://localhost"],
    ["no scheme", "ice.cn-shanghai.aliyuncs.com"],
    ["a scheme that the client doesn't know as one", "HTTPS://ice.cn-shanghai.aliyuncs.com"],
    ["something before the scheme", "x-https://ice.cn-shanghai.aliyuncs.com"],
    ["the bare domain", "https://aliyuncs.com"],
    ["a domain that ends alike", "https://evil-aliyuncs.com"],
    ["a domain that begins alike", "https://ice.aliyuncs.com.evil.com"],
    ["another country's domain", "https://ice.aliyuncs.com.cn"],
    ["a trailing dot", "https://ice.aliyuncs.com."],
    ["a user", "https://ice.aliyuncs.com@evil.com"],
    ["a user before the right host", "https://user:password@ice.aliyuncs.com"],
    ["a path", "https://evil.com/.aliyuncs.com"],
    ["a path on the right host", "https://ice.aliyuncs.com/path"],
    ["two slashes", "https://ice.aliyuncs.com//"],
    ["a query", "https://evil.com?.aliyuncs.com"],
    ["a fragment", "https://evil.com#.aliyuncs.com"],
    ["a backslash", "https://evil.com\\.aliyuncs.com"],
    ["a percent-encoded slash", "https://evil.com%2f.aliyuncs.com"],
    ["a semicolon, which ends the host for some", "https://evil.com;.aliyuncs.com"],
    ["a quote, which ends the host for some", "https://evil.com'.aliyuncs.com"],
    ["a back quote, which ends the host for some", "https://evil.com`.aliyuncs.com"],
    ["a brace, which ends the host for some", "https://evil.com{.aliyuncs.com"],
    ["a tab, which some ignore", "https://evil.com\t.aliyuncs.com"],
    ["a line's end", "https://ice.aliyuncs.com\n"],
    ["a blank", " https://ice.aliyuncs.com"],
    ["an ideographic full stop", "https://evil.com\u3002aliyuncs.com"],
    ["letters of another script", "https://ice.аliyuncs.com"],
    ["an empty label", "https://ice..aliyuncs.com"],
    ["nothing before the domain", "https://.aliyuncs.com"],
    ["no host", "https://"],
    ["no host but a port", "https://:443"],
    ["a port that is none", "http://127.0.0.1:port"],
    ["a port beyond the last", "http://127.0.0.1:65536"],
    ["a name that begins like loopback", "http://localhost.evil.com"],
    ["a name that ends like loopback", "http://evil-localhost"],
    ["a name that begins like a loopback address", "http://127.0.0.1.evil.com"],
    ["an address that ends like loopback's", "http://10.127.0.0.1"],
    ["every interface", "http://0.0.0.0:9001"],
    ["a private address", "http://10.0.0.1"],
    ["the metadata service", "http://100.100.100.200"],
    ["another IPv6 address", "http://[::2]"],
    ["IPv4 loopback inside IPv6", "http://[::ffff:127.0.0.1]"],
  ])("is refused with %s", (_, endpoint) => {
    const { code, errors } = problemOf(() => endpointOf(endpoint));
    expect(code).toBe("ConfigurationError");
    expect(errors).toEqual([
      {
        parameter: "ICE_ENDPOINT",
        problem: "must be https:// to a host under aliyuncs.com, or a loopback address, without a path",
      },
    ]);
  });
});
