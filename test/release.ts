/**
 * The release tier: what takes too long for every change. `TRAINBOOK_RELEASE=1 npm test -- test/slow/tasks` runs it;
 * without the variable such tests are skipped.
 */
export const isRelease = process.env.TRAINBOOK_RELEASE === "1";
export const releaseDescribe = isRelease ? describe : describe.skip;
