import { logicalName, ref, type Template, type TemplateResource, template } from "../ros/template.ts";
import { keyIndices } from "./fields.ts";
import { type Alarm, alarms } from "./queries.ts";

const store = "functions";

/** The stack of the functions' logs: project, store, index, and the alarms. */
export function logsTemplate(): Template {
  return template({
    Description: "Logs of ims-functions in Simple Log Service: project, store, index and alarms.",
    Parameters: {
      Project: {
        Type: "String",
        Description:
          "The log project, as LOG_PROJECT. Its name is unique in the region: ims-functions-<account>.",
      },
      Days: { Type: "Number", Default: 30, Description: "How long log entries are kept." },
      ActionPolicy: {
        Type: "String",
        Default: "sls.builtin.dynamic",
        Description: "The ID of the action policy that says who is told about an alarm, and how.",
      },
    },
    Resources: {
      Project: {
        Type: "ALIYUN::SLS::Project",
        Properties: { Name: ref("Project"), Description: "Logs of ims-functions." },
      },
      Store: {
        Type: "ALIYUN::SLS::Logstore",
        DependsOn: "Project",
        Properties: {
          ProjectName: ref("Project"),
          LogstoreName: store,
          TTL: ref("Days"),
          ShardCount: 1,
          AutoSplit: true,
          MaxSplitShard: 8,
        },
      },
      Index: {
        Type: "ALIYUN::SLS::Index",
        DependsOn: "Store",
        Properties: {
          ProjectName: ref("Project"),
          LogstoreName: store,
          FullTextIndex: { Enable: true },
          KeyIndices: keyIndices,
        },
      },
      ...Object.fromEntries(alarms.map((alarm) => [`Alarm${logicalName(alarm.name)}`, alert(alarm)])),
    },
    Outputs: {
      LogProject: { Description: "The value of LOG_PROJECT for npm run deploy.", Value: ref("Project") },
    },
  });
}

/** https://www.alibabacloud.com/help/en/sls/developer-reference/data-structure-of-an-alert-monitoring-rule */
function alert({ name, title, description, query, condition, minutes, severity }: Alarm): TemplateResource {
  return {
    Type: "ALIYUN::SLS::Alert",
    DependsOn: "Index",
    Properties: {
      Project: ref("Project"),
      Detail: {
        Name: `ims-functions-${name}`,
        DisplayName: title,
        Type: "Alert",
        State: "Enabled",
        Schedule: { Type: "FixedRate", Interval: `${minutes}m` },
        Configuration: {
          Type: "default",
          Version: "2.0",
          Dashboard: "internal-alert-analysis",
          QueryList: [
            {
              Query: query,
              StoreType: "log",
              Store: store,
              Project: ref("Project"),
              Region: ref("ALIYUN::Region"),
              TimeSpanType: "Relative",
              Start: `-${minutes}m`,
              End: "now",
            },
          ],
          GroupConfiguration: { Type: "no_group" },
          SeverityConfigurations: [
            { Severity: severity, EvalCondition: { Condition: condition, CountCondition: "" } },
          ],
          Annotations: [
            { Key: "title", Value: title },
            { Key: "desc", Value: description },
          ],
          AutoAnnotation: true,
          Threshold: 1,
          NoDataFire: false,
          SendResolved: true,
          PolicyConfiguration: {
            AlertPolicyId: "sls.builtin.dynamic",
            ActionPolicyId: ref("ActionPolicy"),
            RepeatInterval: "1h",
          },
        },
      },
    },
  };
}
