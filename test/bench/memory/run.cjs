// The memory of one instance: at rest after a small answer, and at its peak on a large one. Runs with --expose-gc.
const [file, small, large, context] = process.argv.slice(2);
const { handler } = require(file);
const MiB = 2 ** 20;

async function invoke(event) {
  const answer = await handler(Buffer.from(event), JSON.parse(context));
  // The platform's runtime makes bytes of it, too.
  return Buffer.byteLength(Buffer.from(answer));
}

async function measure() {
  await invoke(small);
  global.gc();
  const atRest = process.memoryUsage();
  const bytes = await invoke(large);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  global.gc();
  process.stderr.write(
    JSON.stringify({
      heapAtRestMiB: atRest.heapUsed / MiB,
      residentAtRestMiB: atRest.rss / MiB,
      answerMB: bytes / 1e6,
      residentAtPeakMiB: peakMiB,
      heapAfterwardsMiB: process.memoryUsage().heapUsed / MiB,
    }),
  );
  process.exit();
}

measure();
