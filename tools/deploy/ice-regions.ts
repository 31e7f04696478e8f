/**
 * The regions that have Intelligent Media Services:
 * https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-2020-11-09-endpoint
 */
export const iceRegions: readonly string[] = [
  "cn-beijing",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-shenzhen",
  "ap-southeast-1",
  "us-west-1",
];
