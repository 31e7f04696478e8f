import { expectTypeOf, it } from "vitest";
import type {
  AnswerOf,
  Client,
  DecodedAnswerOf,
  Explanation,
  OperationName,
  ParametersOf,
} from "../../../client/index.ts";
import type { operations } from "../../../functions/index.ts";
import type { Lifecycle } from "../../../shared/job/lifecycle.ts";
import type { Stopped } from "../../../shared/response/additions.ts";

// Checked by the compiler: nothing here runs.
declare const client: Client;
const compiled = (_: () => unknown) => {};

it("knows the operations", () => {
  expectTypeOf<OperationName>().toEqualTypeOf<(typeof operations)[number]["name"]>();
  expectTypeOf<"GetMediaConvertJob">().toExtend<OperationName>();
  expectTypeOf<string>().not.toExtend<OperationName>();
  // @ts-expect-error
  compiled(() => client.invoke("GetNothing", {}));
});

it("takes an operation's parameters, and no others", () => {
  expectTypeOf<ParametersOf<"GetMediaConvertJob">["JobId"]>().toEqualTypeOf<string>();
  expectTypeOf<ParametersOf<"ListBatchMediaProducingJobs">["MaxResults"]>().toEqualTypeOf<
    number | undefined
  >();
  expectTypeOf<ParametersOf<"BatchGetYikeAssetMediaInfos">["MediaIds"]>().toEqualTypeOf<
    string | readonly string[]
  >();
  // @ts-expect-error JobId is needed
  compiled(() => client.invoke("GetMediaConvertJob", {}));
  // @ts-expect-error
  compiled(() => client.invoke("GetMediaConvertJob", { JobId: 1 }));
  // @ts-expect-error
  compiled(() => client.invoke("GetMediaConvertJob", { JobId: "j", jobId: "j" }));
  // @ts-expect-error
  compiled(() => client.invoke("ListBatchMediaProducingJobs", { Status: "Done" }));
});

it("takes the controls that suit the operation", () => {
  compiled(() => client.invoke("GetMediaConvertJob", { JobId: "j", wait: 20, fields: ["Job.State"] }));
  compiled(() =>
    client.invoke("ListBatchMediaProducingJobs", { pages: "all", since: "1h", view: "decoded" }),
  );
  compiled(() => client.invoke("BatchGetYikeAssetMediaInfos", { MediaIds: "a,b", explain: true }));
  // @ts-expect-error
  compiled(() => client.invoke("GetMediaConvertJob", { JobId: "j", pages: "all" }));
  // @ts-expect-error
  compiled(() => client.invoke("ListBatchMediaProducingJobs", { wait: 20 }));
  // @ts-expect-error
  compiled(() => client.invoke("BatchGetYikeAssetMediaInfos", { MediaIds: "a", since: "1h" }));
});

it("types an answer: ICE's fields and the bundle's", () => {
  expectTypeOf<AnswerOf<"GetMediaConvertJob">["lifecycle"]>().toEqualTypeOf<Lifecycle>();
  expectTypeOf<NonNullable<AnswerOf<"GetMediaConvertJob">["Job"]>["Percent"]>().toEqualTypeOf<
    number | undefined
  >();
  expectTypeOf<AnswerOf<"GetMediaConvertJob">["stopped"]>().toEqualTypeOf<Stopped | undefined>();
  expectTypeOf<AnswerOf<"GetMediaConvertJob">["next"]>().toEqualTypeOf<
    ParametersOf<"GetMediaConvertJob", "raw", undefined, undefined> | undefined
  >();
  type Listed = NonNullable<AnswerOf<"ListBatchMediaProducingJobs">["EditingBatchJobList"]>[number];
  expectTypeOf<Listed["lifecycle"]>().toEqualTypeOf<Lifecycle>();
  expectTypeOf<Listed["Status"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<AnswerOf<"BatchGetYikeAssetMediaInfos">["missing"]>().toEqualTypeOf<readonly string[]>();
});

it("types an answer by view, fields and explain", () => {
  const decoded = () => client.invoke("GetMediaConvertJob", { JobId: "j", view: "decoded" });
  type Decoded = Awaited<ReturnType<typeof decoded>>;
  expectTypeOf<Decoded>().toEqualTypeOf<DecodedAnswerOf<"GetMediaConvertJob">>();
  expectTypeOf<Decoded["lifecycle"]>().toEqualTypeOf<Lifecycle>();
  expectTypeOf<NonNullable<Decoded["Job"]>["UserData"]>().toEqualTypeOf<string | object | undefined>();
  const raw = () => client.invoke("GetMediaConvertJob", { JobId: "j", view: "raw" });
  expectTypeOf<Awaited<ReturnType<typeof raw>>>().toEqualTypeOf<AnswerOf<"GetMediaConvertJob">>();
  const picked = () => client.invoke("GetMediaConvertJob", { JobId: "j", fields: "lifecycle.phase" });
  expectTypeOf<NonNullable<Awaited<ReturnType<typeof picked>>["lifecycle"]>["phase"]>().toEqualTypeOf<
    Lifecycle["phase"] | undefined
  >();
  const explained = () => client.invoke("GetMediaConvertJob", { JobId: "j", explain: true });
  expectTypeOf<Awaited<ReturnType<typeof explained>>>().toEqualTypeOf<Explanation>();
  const followed = () => client.follow("ListBatchMediaProducingJobs", { pages: 1 });
  expectTypeOf<ReturnType<typeof followed>>().toEqualTypeOf<
    AsyncGenerator<AnswerOf<"ListBatchMediaProducingJobs">, void>
  >();
});

it("calls again with next, for an answer of the same type", () => {
  const again = async (answer: DecodedAnswerOf<"ListBatchMediaProducingJobs">) =>
    answer.next ? client.invoke("ListBatchMediaProducingJobs", answer.next) : answer;
  expectTypeOf<Awaited<ReturnType<typeof again>>>().toEqualTypeOf<
    DecodedAnswerOf<"ListBatchMediaProducingJobs">
  >();
});

it("waits for jobs only", () => {
  const waited = () => client.waitFor("GetMediaConvertJob", { JobId: "j", wait: 60 });
  expectTypeOf<Awaited<ReturnType<typeof waited>>>().toEqualTypeOf<AnswerOf<"GetMediaConvertJob">>();
  // @ts-expect-error
  compiled(() => client.waitFor("GetMediaConvertJob", { JobId: "j" }));
  // @ts-expect-error
  compiled(() => client.waitFor("ListBatchMediaProducingJobs", { wait: 60 }));
});
