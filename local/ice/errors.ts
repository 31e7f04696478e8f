/**
 * The error codes of ICE and its gateway, each with its HTTP status and usual message. The fault `code` can send any
 * other code, too.
 */
const known: Readonly<Record<string, readonly [status: number, message: string]>> = {
  MissingParameter: [400, "A mandatory parameter is missing."],
  InvalidParameter: [400, "A parameter is not valid."],
  IncompleteSignature: [400, "The request signature does not conform to the standards."],
  IllegalTimestamp: [400, "The timestamp is missing or malformed."],
  "InvalidTimeStamp.Expired": [400, "Specified time stamp or date value is expired."],
  SignatureDoesNotMatch: [400, "Specified signature is not matched with our calculation."],
  SignatureNonceUsed: [400, "Specified signature nonce was used already."],
  MissingSecurityToken: [400, "SecurityToken is mandatory for this action."],
  "InvalidSecurityToken.Expired": [400, "Specified SecurityToken is expired."],
  "InvalidSecurityToken.Malformed": [400, "Specified SecurityToken is malformed."],
  "InvalidSecurityToken.MismatchWithAccessKey": [400, "Specified SecurityToken mismatches the AccessKey."],
  OperationDenied: [403, "Your account does not open the service."],
  "OperationDenied.Suspended": [403, "Your service is suspended."],
  RequestsTooFrequent: [403, "The request is too frequent."],
  Forbidden: [403, "You are not authorized to operate on the specified resource."],
  "Forbidden.RAM": [403, "The RAM identity is not authorized to operate on the specified resource."],
  NoPermission: [403, "You are not authorized to do this action."],
  ProjectNotFound: [404, "The specified project is not found."],
  ResourceNotFound: [404, "The specified resource is not found."],
  "InvalidAccessKeyId.NotFound": [404, "Specified access key is not found."],
  "InvalidAction.NotFound": [404, "Specified api is not found, please check your url and method."],
  InvalidVersion: [404, "Specified parameter Version is not valid."],
  UnsupportedHTTPMethod: [405, "This http method is not supported."],
  PayloadTooLarge: [413, "The request body is too large."],
  Throttling: [429, "Request was denied due to request throttling."],
  "Throttling.User": [429, "Request was denied due to user flow control."],
  "Throttling.Api": [429, "Request was denied due to api flow control."],
  InternalError: [500, "The request processing has failed due to some unknown error."],
  ServiceUnAvailable: [503, "The request has failed due to a temporary failure of the server."],
};

/** The codes that have a usual status and message. */
export const knownCodes: string[] = Object.keys(known);

/** ICE, STS or their gateway refuses a request. */
export class IceError extends Error {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;

  constructor(code: string, message?: string, status?: number) {
    const [usualStatus, usualMessage] = known[code] ?? [400, "The request is refused."];
    super(message ?? usualMessage);
    this.code = code;
    this.status = status ?? usualStatus;
  }
}

export function missingParameter(name: string): IceError {
  return new IceError("MissingParameter", `The specified parameter "${name}" is mandatory and missing.`);
}

export function invalidParameter(name: string): IceError {
  return new IceError("InvalidParameter", `The specified parameter "${name}" is not valid.`);
}
