// pop-core asserts that its configuration is complete. Node's own module takes a hundredth of a cold start to load.
module.exports = (value, message) => {
  if (!value) throw new Error(message);
};
