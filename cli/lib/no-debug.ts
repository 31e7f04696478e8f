/**
 * The SDKs' HTTP client prints requests and answers, credentials included, when DEBUG names it. It reads the variable as
 * it is loaded: what handles real credentials imports this before anything else.
 */
delete process.env.DEBUG;
