// The least that makes the call: node:https, node:crypto, no library, no check.
const { createHmac, randomUUID } = require("node:crypto");
const { request } = require("node:https");

exports.handler = (event, { credentials }) => {
  const parameters = {
    ...JSON.parse(event),
    AccessKeyId: credentials.accessKeyId,
    Action: "GetMediaConvertJob",
    Format: "JSON",
    SecurityToken: credentials.securityToken,
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: randomUUID(),
    SignatureVersion: "1.0",
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    Version: "2020-11-09",
  };
  const encode = (text) => encodeURIComponent(text).replace(/\*/g, "%2A");
  const form = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${encode(parameters[name])}`)
    .join("&");
  const signature = createHmac("sha1", `${credentials.accessKeySecret}&`)
    .update(`POST&%2F&${encode(form)}`)
    .digest("base64");
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    request(process.env.ICE_ENDPOINT, { method: "POST", headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks))));
    })
      .on("error", reject)
      .end(`${form}&Signature=${encode(signature)}`);
  });
};
