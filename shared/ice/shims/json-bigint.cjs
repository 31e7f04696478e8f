// pop-core parses with json-bigint, which makes objects of numbers over 15 characters, rejects an answer that has a
// `__proto__` key, and takes 4 to 8 times as long as JSON.parse. Here the answer goes on as it is: transport.ts parses it.
exports.parse = (answer) => answer;
