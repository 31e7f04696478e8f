/**
 * The SDKs' HTTP client prints requests and answers, credentials included, when DEBUG names it. It reads the variable as
 * it loads, so this file comes before every other import.
 */
delete process.env.DEBUG;
