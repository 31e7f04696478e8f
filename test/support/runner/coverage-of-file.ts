// Test files that share their modules share Stryker's record of what was covered, too. Each file tells the record at its
// end, and Stryker adds up what they tell: each begins with an empty one. Counted several times, a mutant that loops would
// have to loop much longer before it is noticed.
interface Coverage {
  static: object;
  perTest: object;
}
const { mutantCoverage } = (globalThis as { __stryker__?: { mutantCoverage?: Coverage } }).__stryker__ ?? {};
if (mutantCoverage) Object.assign(mutantCoverage, { static: {}, perTest: {} });
