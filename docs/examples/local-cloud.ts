import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createClient, localTarget } from "ims-functions";
import { startCloud } from "ims-functions/local";

const cloud = await startCloud();
after(() => cloud.close());

test("waits through a throttle until the job succeeds", async () => {
  const script = [{ state: "Running", seconds: 2 }, { state: "Success" }];
  await cloud.putJob("GetMediaConvertJob", "my-job", { script });
  await cloud.plantFault({ fault: "throttled", operation: "GetMediaConvertJob" });
  const client = createClient(localTarget(cloud));
  const { lifecycle } = await client.waitFor("GetMediaConvertJob", { JobId: "my-job", wait: 30 });
  assert.equal(lifecycle.phase, "succeeded");
});
