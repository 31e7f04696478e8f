/** The local cloud as a library, `ims-functions/local`: for the tests of other projects. */
export { type Cloud, type CloudOptions, startCloud } from "./cloud.ts";
