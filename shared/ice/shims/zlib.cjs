// Loaded when an answer comes compressed. Nobody asks ICE for that.
exports.createGunzip = () => require("node:zlib").createGunzip();
exports.createInflate = () => require("node:zlib").createInflate();
