// pop-core sends through httpx, which reads an answer of any size, unpacks what nobody asked for, times by the wall clock
// and prints credentials when the DEBUG variable is set. Here the caller of pop-core hands in what sends: `post`.
exports.request = (url, { post, headers, data }) => post(url, headers, data);
exports.read = (answer) => answer;
