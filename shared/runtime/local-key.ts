/**
 * The access key that works everywhere in the local cloud. It is public: anyone who reaches loopback can call the
 * functions there without a key, too.
 */
export const localKey = { accessKeyId: "local", accessKeySecret: "local" } as const;
