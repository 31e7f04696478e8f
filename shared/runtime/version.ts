import packageJson from "../../package.json" with { type: "json" };

/** The bundle's version, such as `2.0.0`. The build puts name and version of package.json into a bundle, nothing else. */
export const { version } = packageJson;
