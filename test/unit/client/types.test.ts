import { expectTypeOf, it } from "vitest";
import type { AnswerOf, Client, OperationName, ParametersOf } from "../../../client/index.ts";
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
    ParametersOf<"GetMediaConvertJob"> | undefined
  >();
  type Listed = NonNullable<AnswerOf<"ListBatchMediaProducingJobs">["EditingBatchJobList"]>[number];
  expectTypeOf<Listed["lifecycle"]>().toEqualTypeOf<Lifecycle>();
  expectTypeOf<Listed["Status"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<AnswerOf<"BatchGetYikeAssetMediaInfos">["missing"]>().toEqualTypeOf<readonly string[]>();
});

it("knows that a reshaped answer is another document", () => {
  const reshaped = () => client.invoke("GetMediaConvertJob", { JobId: "j", view: "decoded" });
  expectTypeOf<Awaited<ReturnType<typeof reshaped>>["lifecycle"]>().toEqualTypeOf<unknown>();
  const raw = () => client.invoke("GetMediaConvertJob", { JobId: "j", view: "raw" });
  expectTypeOf<Awaited<ReturnType<typeof raw>>["lifecycle"]>().toEqualTypeOf<Lifecycle>();
  const followed = () => client.follow("ListBatchMediaProducingJobs", { pages: 1 });
  expectTypeOf<ReturnType<typeof followed>>().toEqualTypeOf<
    AsyncGenerator<AnswerOf<"ListBatchMediaProducingJobs">, void>
  >();
});
