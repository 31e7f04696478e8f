// What pop-core takes from kitx. The real one hashes host name, process ID and a random number into a nonce: slower than a
// random UUID, and no better.
const { createHmac, randomUUID } = require("node:crypto");

exports.makeNonce = randomUUID;
exports.sha1 = (text, key, encoding) => createHmac("sha1", key).update(text).digest(encoding);
exports.pad2 = (number) => String(number).padStart(2, "0");
