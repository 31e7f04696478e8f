import { describe, expect, it } from "vitest";
import { apiGatewayEvent, bytesOf, type HttpParts, httpTriggerEvent } from "../../../support/unit/events.ts";
import { recognised } from "../../../support/unit/recognised.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const read = (event: unknown) => recognised(bytesOf(event)).read().parameters;
const post = (body: string, contentType?: unknown, more: HttpParts = {}) =>
  httpTriggerEvent({ method: "POST", body, headers: { "content-type": contentType }, ...more });
const form = "application/x-www-form-urlencoded";

describe.each([
  ["an HTTP trigger", httpTriggerEvent],
  ["an API gateway", apiGatewayEvent],
])("parameters through %s", (_, eventOf) => {
  it("come from a GET's query", () => {
    expect(read(eventOf({ query: { JobId: "a", wait: "5" } }))).toEqual({ JobId: "a", wait: "5" });
  });

  it("come from a POST's query and body", () => {
    const event = eventOf({ method: "POST", query: { JobId: "a" }, body: '{"wait": 5}' });
    expect(read(event)).toEqual({ JobId: "a", wait: 5 });
  });

  it("never come from a GET's body", () => {
    expect(read(eventOf({ query: { JobId: "a" }, body: "no JSON" }))).toEqual({ JobId: "a" });
  });

  it("are none where nothing is given", () => {
    expect(read(eventOf({ query: {} }))).toEqual({});
    expect(read(eventOf({ method: "POST" }))).toEqual({});
  });

  it.each(["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get", ""])("are not read from a %j", (method) => {
    expect(problemOf(() => read(eventOf({ method, query: { JobId: "a" } }))).code).toBe("MethodNotAllowed");
  });

  it.each([true, "true"])("come from a base64 body where isBase64Encoded is %j", (isBase64Encoded) => {
    const body = Buffer.from('{"JobId": "a"}').toString("base64");
    expect(read(eventOf({ method: "POST", body, isBase64Encoded }))).toEqual({ JobId: "a" });
  });

  it.each([false, "false", "", undefined])("come from a plain body where isBase64Encoded is %j", (mark) => {
    const event = { ...eventOf({ method: "POST", body: '{"JobId": "a"}' }), isBase64Encoded: mark };
    expect(read(event)).toEqual({ JobId: "a" });
  });

  it("take a query or a body that is no such thing for none", () => {
    expect(read({ ...eventOf(), queryParameters: "JobId=a" })).toEqual({});
    expect(read({ ...eventOf(), queryParameters: null })).toEqual({});
    expect(read({ ...eventOf({ method: "POST" }), body: { JobId: "a" } })).toEqual({});
    expect(read({ ...eventOf({ method: "POST" }), body: null })).toEqual({});
  });

  it("keep names that objects inherit", () => {
    const query = JSON.parse('{"__proto__": "1", "constructor": "2", "toString": "3"}');
    expect(Object.entries(read(eventOf({ query })))).toEqual(Object.entries(query));
  });
});

describe("a path's parameters", () => {
  const withPath = (pathParameters: object, parts: HttpParts = {}) => ({
    ...apiGatewayEvent(parts),
    pathParameters,
  });

  it("are taken like any others", () => {
    expect(read(withPath({ JobId: "a" }, { query: { wait: "5" } }))).toEqual({ JobId: "a", wait: "5" });
  });

  it("may say the same as the query and the body", () => {
    const event = withPath({ JobId: "a" }, { method: "POST", query: { JobId: "a" }, body: '{"JobId": "a"}' });
    expect(read(event)).toEqual({ JobId: "a" });
  });

  it("may not contradict the query", () => {
    const { code, errors } = problemOf(() => read(withPath({ JobId: "a" }, { query: { JobId: "b" } })));
    expect(code).toBe("InvalidParameter");
    expect(errors).toEqual([{ parameter: "JobId", problem: "is given twice, with different values" }]);
  });
});

describe("a parameter given twice with different values", () => {
  const twice = (query: Readonly<Record<string, string>>, body: string) =>
    problemOf(() => read(httpTriggerEvent({ method: "POST", query, body })));

  it("is named, with all others", () => {
    const { errors } = twice(
      { JobId: "a", view: "raw", wait: "5" },
      '{"JobId": "b", "view": "raw", "wait": 5}',
    );
    expect(errors?.map(({ parameter }) => parameter)).toEqual(["JobId", "wait"]);
  });

  it("is refused however deep one of the values is", () => {
    expect(
      twice({ JobId: "a" }, `{"JobId": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`).errors,
    ).toHaveLength(1);
  });

  it("is named in no more than 64 characters, as a path", () => {
    const long = "x".repeat(1000);
    const odd = 'a.b"';
    const { errors } = twice({ [long]: "1", [odd]: "1" }, JSON.stringify({ [long]: "2", [odd]: "2" }));
    expect(errors?.map(({ parameter }) => parameter)).toEqual(["x".repeat(64), '["a.b\\""]']);
  });
});

describe("a JSON body", () => {
  it.each([
    undefined,
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "Application/JSON",
    " application/json ",
    42,
  ])("is read with the content type %j", (contentType) => {
    expect(read(post('{"JobId": "a"}', contentType))).toEqual({ JobId: "a" });
  });

  it("is found by its content type in any letter case", () => {
    const headers = { "CONTENT-TYPE": form };
    expect(read(post("JobId=a", undefined, { headers }))).toEqual({ JobId: "a" });
  });

  it("keeps a __proto__ key a key", () => {
    expect(Object.keys(read(post('{"__proto__": {"JobId": "a"}}')))).toEqual(["__proto__"]);
  });

  it.each(['{"JobId": "a"', "JobId=a", "{'JobId': 'a'}", " "])("is refused when it is %j", (body) => {
    const { code, errors } = problemOf(() => read(post(body)));
    expect(code).toBe("InvalidParameter");
    expect(errors).toEqual([{ parameter: "body", problem: "is not valid JSON" }]);
  });

  it.each(["null", "[]", '"JobId"', "1", "true"])("is refused when it is %s", (body) => {
    const { code, errors } = problemOf(() => read(post(body)));
    expect(code).toBe("InvalidParameter");
    expect(errors).toEqual([{ parameter: "body", problem: "must be a JSON object" }]);
  });
});

describe("a form body", () => {
  it.each([form, `${form}; charset=utf-8`, form.toUpperCase()])(
    "is read with the content type %s",
    (type) => {
      expect(read(post("JobId=a%2Bb+c&wait=5", type))).toEqual({ JobId: "a+b c", wait: "5" });
    },
  );

  it("joins the values of one name by commas, as a query's are joined", () => {
    expect(read(post("MediaIds=a&view=raw&MediaIds=b&MediaIds=", form))).toEqual({
      MediaIds: "a,b,",
      view: "raw",
    });
  });

  it("may have a name without a value", () => {
    expect(read(post("JobId&view=", form))).toEqual({ JobId: "", view: "" });
  });

  it("keeps names that objects inherit", () => {
    expect(Object.entries(read(post("__proto__=1&constructor=2", form)))).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  it("is read in one pass, whatever repeats in it", () => {
    const same = read(post("a&".repeat(100_000), form));
    expect(same).toEqual({ a: ",".repeat(99_999) });
    const different = Array.from({ length: 30_000 }, (_, index) => `a${index}`);
    expect(Object.keys(read(post(different.join("&"), form)))).toEqual(different);
  });
});

describe("a body of another media type", () => {
  it.each([
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "json",
    "",
    ";",
    "__proto__",
    "constructor",
    "toString",
    "x".repeat(10_000),
  ])("is refused: %j", (contentType) => {
    expect(problemOf(() => read(post('{"JobId": "a"}', contentType))).code).toBe("UnsupportedMediaType");
  });

  it("is no matter when it is empty", () => {
    expect(read(post("", "text/plain", { query: { JobId: "a" } }))).toEqual({ JobId: "a" });
  });
});

describe("a body's size", () => {
  const largest = 256 * 1024;
  const bodyOfSize = (size: number) => `{"JobId":"${"x".repeat(size - 12)}"}`;

  it("may be 256 KiB", () => {
    expect(read(post(bodyOfSize(largest))).JobId).toHaveLength(largest - 12);
  });

  it("may not be more", () => {
    expect(problemOf(() => read(post(bodyOfSize(largest + 1)))).code).toBe("PayloadTooLarge");
  });

  it("is counted in bytes, after base64 is undone", () => {
    expect(problemOf(() => read(post(`{"JobId":"${"é".repeat(largest / 2)}"}`))).code).toBe(
      "PayloadTooLarge",
    );
    const body = Buffer.from(bodyOfSize(largest)).toString("base64");
    expect(read(post(body, undefined, { isBase64Encoded: true })).JobId).toHaveLength(largest - 12);
  });
});

describe("a body that should be base64", () => {
  it.each(["{}", "ab", "a===", "YQ=", "YQ==YQ==", "YQ==\n", "YQ-_", "=", "é==="])(
    "is refused where it is not: %j",
    (body) => {
      const problem = problemOf(() => read(post(body, undefined, { isBase64Encoded: true })));
      expect(problem.code).toBe("InvalidParameter");
      expect(problem.errors).toEqual([
        { parameter: "body", problem: "is not valid base64, as isBase64Encoded says" },
      ]);
    },
  );

  it("may be empty", () => {
    expect(read(post("", undefined, { isBase64Encoded: true }))).toEqual({});
  });
});

describe("an odd mark of base64", () => {
  it.each([
    ["an object with a toString of its own", '{"toString": 1}'],
    ["deep lists", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["another word", '"yes"'],
    ["a number", "1"],
  ])("is none: %s", (_, mark) => {
    const event = JSON.stringify({ ...post('{"JobId": "a"}'), isBase64Encoded: 0 });
    const marked = event.replace('"isBase64Encoded":0', `"isBase64Encoded":${mark}`);
    expect(recognised(Buffer.from(marked)).read().parameters).toEqual({ JobId: "a" });
  });
});
