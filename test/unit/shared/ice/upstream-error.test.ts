import { describe, expect, it } from "vitest";
import { fromFailure, isStaleSignature } from "../../../../shared/ice/upstream-error.ts";
import { labelled } from "../../../support/unit/rows.ts";

const failure = { status: 400, code: undefined, requestId: undefined, retryAfter: undefined };

describe("what ICE answers in place of a document", () => {
  it.each([
    [400, "MissingParameter", "MissingParameter"],
    [400, "MissingParameter.JobId", "MissingParameter"],
    [400, "InvalidParameter", "InvalidParameter"],
    [400, "InvalidParameter.ResourceContentBad", "InvalidParameter"],
    [400, "SomethingNew", "InvalidParameter"],
    [404, "ResourceNotFound", "NotFound"],
    [404, "ProjectNotFound", "NotFound"],
    [400, "InvalidParameter.ResourceNotFound", "NotFound"],
    [200, "JobNotFound", "NotFound"],
    [404, "SomethingNew", "NotFound"],
    [400, "Throttling", "Throttled"],
    [429, "Throttling.User", "Throttled"],
    [503, "Throttling.Api", "Throttled"],
    [403, "RequestsTooFrequent", "Throttled"],
    [400, "Request.Throttling", "Throttled"],
    [429, "SomethingNew", "Throttled"],
    [403, "Forbidden", "UpstreamAccessDenied"],
    [403, "Forbidden.RAM", "UpstreamAccessDenied"],
    [400, "ForbiddenByPolicy", "UpstreamAccessDenied"],
    [403, "NoPermission", "UpstreamAccessDenied"],
    [403, "SomethingNew", "UpstreamAccessDenied"],
    [400, "IncompleteSignature", "UpstreamAuthenticationFailed"],
    [400, "SignatureDoesNotMatch", "UpstreamAuthenticationFailed"],
    [400, "SignatureNonceUsed", "UpstreamAuthenticationFailed"],
    [400, "IllegalTimestamp", "UpstreamAuthenticationFailed"],
    [400, "InvalidTimeStamp.Expired", "UpstreamAuthenticationFailed"],
    [400, "InvalidSecurityToken.Expired", "UpstreamAuthenticationFailed"],
    [400, "InvalidSecurityToken.Malformed", "UpstreamAuthenticationFailed"],
    [400, "InvalidSecurityToken.MismatchWithAccessKey", "UpstreamAuthenticationFailed"],
    [400, "InvalidAccessKeyId.NotFound", "UpstreamAuthenticationFailed"],
    [404, "InvalidAccessKeyId.NotFound", "UpstreamAuthenticationFailed"],
    [403, "InvalidAccessKeyId.Inactive", "UpstreamAuthenticationFailed"],
    [401, "SomethingNew", "UpstreamAuthenticationFailed"],
    [404, "InvalidAction.NotFound", "ConfigurationError"],
    [400, "InvalidVersion", "ConfigurationError"],
    [404, "InvalidVersion.NotFound", "ConfigurationError"],
    [403, "OperationDenied", "UpstreamServiceNotOpen"],
    [403, "OperationDenied.Suspended", "UpstreamServiceNotOpen"],
    [500, "InternalError", "UpstreamUnavailable"],
    [503, "ServiceUnAvailable", "UpstreamUnavailable"],
    [503, "ServiceUnavailable", "UpstreamUnavailable"],
    [400, "SERVICEUNAVAILABLE", "UpstreamUnavailable"],
    [502, "SomethingNew", "UpstreamUnavailable"],
    [503, "SomethingNew", "UpstreamUnavailable"],
    [504, "SomethingNew", "UpstreamUnavailable"],
    [409, "SomethingNew", "UpstreamUnavailable"],
    [200, "SomethingNew", "UpstreamUnavailable"],
  ])("with status %i and code %s is %s, and names ICE's code", (status, code, expected) => {
    const problem = fromFailure({ ...failure, status, code });
    expect(problem).toMatchObject({ code: expected, cause: `status ${status}` });
    expect(problem.details("1-2").upstream).toEqual({ code });
  });

  it.each([
    [400, "MyInvalidParameter", "InvalidParameter"],
    [500, "MyInvalidParameter", "UpstreamUnavailable"],
    [500, "AlsoMissingParameter", "UpstreamUnavailable"],
    [500, "NotForbidden", "UpstreamUnavailable"],
    [500, "MyNoPermission", "UpstreamUnavailable"],
    [500, "MyOperationDenied", "UpstreamUnavailable"],
    [500, "OperationDeniedHere", "UpstreamUnavailable"],
    [500, "MyInvalidAction", "UpstreamUnavailable"],
    [500, "InvalidActionable", "UpstreamUnavailable"],
    [500, "InvalidAccessKeyIdentity", "UpstreamUnavailable"],
    [500, "MyInvalidSecurityToken", "UpstreamUnavailable"],
    [500, "MySignatureDoesNotMatch", "UpstreamUnavailable"],
    [500, "NotFoundation", "UpstreamUnavailable"],
    [400, "MyRequestsTooFrequent", "InvalidParameter"],
    [400, "MyServiceUnavailable", "InvalidParameter"],
    [500, "throttling", "UpstreamUnavailable"],
  ])("with status %i and a code that only looks like another, %s, is %s", (status, code, expected) => {
    expect(fromFailure({ ...failure, status, code }).code).toBe(expected);
  });

  it.each([
    [200, "UpstreamUnavailable"],
    [400, "UpstreamUnavailable"],
    [403, "UpstreamUnavailable"],
    [404, "UpstreamUnavailable"],
    [429, "Throttled"],
    [500, "UpstreamUnavailable"],
    [503, "UpstreamUnavailable"],
  ])("with status %i and no code is %s", (status, expected) => {
    const problem = fromFailure({ ...failure, status });
    expect(problem.code).toBe(expected);
    expect(problem.details("1-2")).not.toHaveProperty("upstream");
  });

  it.each(labelled([1, null, {}, "", "two words", "a/b", "x".repeat(61), "é", "NotFound\n"]))(
    "is not repeated where its code is odd: %s",
    (_, code) => {
      const problem = fromFailure({ ...failure, status: 404, code });
      expect(problem.code).toBe("UpstreamUnavailable");
      expect(problem.details("1-2")).not.toHaveProperty("upstream");
    },
  );

  it("may have a code of a hundred characters", () => {
    const code = "x".repeat(60);
    expect(fromFailure({ ...failure, code }).upstream?.code).toBe(code);
  });
});

describe("ICE's request ID", () => {
  it.each(["B2D4A6C8-1111-2222-3333-444455556666", "******36-3C1E-4417-BDB2-1E034F******", "x".repeat(40)])(
    "is passed on: %s",
    (requestId) => {
      expect(fromFailure({ ...failure, requestId }).details("1-2").upstream).toEqual({ requestId });
    },
  );

  it.each(labelled([1, null, {}, "", "x".repeat(41), "a b", "a?b=c", "a\n", "é"]))(
    "is not passed on where it is odd: %s",
    (_, requestId) => {
      expect(fromFailure({ ...failure, requestId }).upstream?.requestId).toBeUndefined();
    },
  );
});

describe("the time that ICE asks to wait", () => {
  it.each([
    ["0", 0],
    ["1500", 1500],
    ["9999999", 9_999_999],
  ])("is taken: %s ms", (retryAfter, milliseconds) => {
    expect(fromFailure({ ...failure, retryAfter }).retryAfterMs).toBe(milliseconds);
  });

  it.each(
    labelled([undefined, 1500, "", "-1", "1.5", "1e3", "10000000", "soon", "1500 ", "x1500", ["1500"]]),
  )("is none where it is odd: %s", (_, retryAfter) => {
    expect(fromFailure({ ...failure, retryAfter }).retryAfterMs).toBeUndefined();
  });
});

describe("a stale signature", () => {
  it.each([
    ["SignatureNonceUsed", true],
    ["IllegalTimestamp", true],
    ["InvalidTimeStamp.Expired", true],
    ["SignatureDoesNotMatch", false],
    ["InvalidSecurityToken.Expired", false],
    ["NotSignatureNonceUsed", false],
    [undefined, false],
  ])("is told by the code: %s", (code, stale) => {
    expect(isStaleSignature(fromFailure({ ...failure, code }))).toBe(stale);
  });
});
