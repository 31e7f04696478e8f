import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { parsePath } from "../../shared/json/path.ts";
import type { Document } from "../../shared/operation.ts";
import { driftOf } from "../../shared/response/drift.ts";
import { nearly } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { sampleOf } from "../support/unit/samples.ts";

const kinds =
  /^(is (string|number|integer|object|array|boolean|null)|unknown field|unknown word|not the ID asked for|number beyond 2\^53|name of the bundle's own)$/;

test.each(operations.map((each) => [each.name, each] as const))(
  "%s: any answer is compared, and no value is told",
  (name, operation) => {
    fc.assert(
      fc.property(nearly(sampleOf(name)), fc.string(), (document, text) => {
        fc.pre(typeof document === "object" && document !== null && !Array.isArray(document));
        const secret = `s3cret/${text}`;
        const spoilt = { ...document, RequestId: [secret], [`${secret} `]: { [`-${secret}`]: secret } };
        const drift = driftOf(operation, spoilt as Document, { JobId: secret });
        expect(drift.length).toBeLessThanOrEqual(20);
        for (const { path, kind } of drift) {
          expect(kind).toMatch(kinds);
          expect(path).not.toContain("s3cret");
          expect(parsePath(path)).toBeDefined();
        }
      }),
      fuzz,
    );
  },
);
