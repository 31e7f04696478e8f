// What a function without a bundler does: pop-core and zod out of node_modules.
const { RPCClient } = require("@alicloud/pop-core");
const { z } = require("zod");

const parameters = z.strictObject({ JobId: z.string().regex(/^[!-+\--~]{1,128}$/) });

exports.handler = (event, { credentials }) => {
  const client = new RPCClient({
    ...credentials,
    endpoint: process.env.ICE_ENDPOINT,
    apiVersion: "2020-11-09",
  });
  return client.request("GetMediaConvertJob", parameters.parse(JSON.parse(event)), { method: "POST" });
};
