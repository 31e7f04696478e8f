/**
 * The SDKs' HTTP client prints requests and answers, credentials included, when DEBUG names it. It reads the variable as
 * it loads, so this file comes before every other import.
 */
delete process.env.DEBUG;

// Later versions of Node.js warn of what pop-core's HTTP client calls. No user can do anything about it.
process.noDeprecation = true;
