// The native parser. json-bigint makes objects of every number over 15 characters, rejects an answer that has a
// `__proto__` key, and takes 4 to 8 times as long.
module.exports = JSON;
