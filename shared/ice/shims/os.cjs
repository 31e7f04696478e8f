// pop-core names the platform in its User-Agent. `process` knows it without loading a module.
exports.platform = () => process.platform;
exports.arch = () => process.arch;
