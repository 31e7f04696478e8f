// One cold start: from the first line that loads a side until its handler's promise resolves. Node itself is already up.
const [path, event, context] = process.argv.slice(2);
const eventBytes = Buffer.from(event);
const contextObject = JSON.parse(context);
const builtInBefore = process.moduleLoadList.length;

const start = process.hrtime.bigint();
require(path)
  .handler(eventBytes, contextObject)
  .then((answer) => {
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    const builtIn = process.moduleLoadList.length - builtInBefore;
    const files = Object.keys(require.cache).length - 1;
    process.stderr.write(JSON.stringify({ milliseconds, builtIn, files, answered: answer !== undefined }));
    process.exit();
  });
