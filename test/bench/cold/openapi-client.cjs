// The official generic client, out of node_modules.
const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");

exports.handler = (event, { credentials }) => {
  const { host } = new URL(process.env.ICE_ENDPOINT);
  const client = new Client(new Config({ ...credentials, endpoint: host, protocol: "HTTPS" }));
  const call = new Params({
    action: "GetMediaConvertJob",
    version: "2020-11-09",
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  return client.callApi(call, new OpenApiRequest({ body: JSON.parse(event) }), {});
};
