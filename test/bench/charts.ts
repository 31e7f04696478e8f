import { mkdirSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";
import type { Polling } from "./polling.ts";
import type { Results } from "./report.ts";
import type { Spread } from "./statistics.ts";
import { nameOf } from "./warm.ts";

// The charts of docs/performance.md. Their grey and their colours are readable on light and on dark pages.
const grey = "#7d8590";
const blue = "#2f81f7";
const amber = "#d29922";
const folder = new URL("../../docs/pictures/", import.meta.url);

/** Draws docs/pictures/{cold,warm,polling}.svg from the results of a run. */
export function drawCharts(results: Results): void {
  mkdirSync(folder, { recursive: true });
  const cold = results.cold.map(({ side, ratio }) => ({ name: side, ...ratio, own: side === "bundle" }));
  const warm = results.warm.map((each) => ({ name: nameOf(each), ...each.ratio, own: true }));
  write("cold", bars("Cold start, × a bare node:https program", cold));
  write("warm", bars("Warm invocation, × a raw call of pop-core", warm));
  write("polling", curves(results.polling));
}

interface Bar extends Spread {
  readonly name: string;
  readonly own: boolean;
}

/** Bars from the top, each with what one in ten was below and above. */
function bars(title: string, all: readonly Bar[]): echarts.EChartsOption {
  const rows = all.toReversed();
  return {
    ...frame(title),
    grid: { left: 220, right: 60, top: 50, bottom: 30 },
    xAxis: {
      type: "value",
      axisLabel: { color: grey },
      splitLine: { lineStyle: { color: grey, opacity: 0.3 } },
    },
    yAxis: { type: "category", data: rows.map(({ name }) => name), axisLabel: { color: grey } },
    series: [
      {
        type: "bar",
        data: rows.map(({ median, own }) => ({
          value: median,
          itemStyle: { color: own ? blue : grey },
        })),
        label: {
          show: true,
          position: "insideLeft",
          color: "#fff",
          formatter: ({ value }) => Number(value).toFixed(2),
        },
        barWidth: 18,
      },
      {
        type: "custom",
        encode: { x: [1, 2], y: 0 },
        // Above the bars: half of each line lies on one.
        z: 3,
        data: rows.map(({ p10, p90 }, row) => [row, p10, p90]),
        renderItem: (_, api) => {
          const [left, right] = [1, 2].map((side) => api.coord([api.value(side), api.value(0)]));
          const [[x1 = 0, y = 0] = [], [x2 = 0] = []] = [left, right];
          return { type: "line", shape: { x1, y1: y, x2, y2: y }, style: { stroke: amber, lineWidth: 3 } };
        },
      },
    ],
  };
}

const drawn = ["wait", "wait, steady", "wait, expect right", "every 5 s", "AWS SDK's waiter"];

/** Polls against seconds late: each waiter is a curve through the jobs' lengths. */
function curves(all: readonly Polling[]): echarts.EChartsOption {
  const axis = (name: string) => ({
    type: "log" as const,
    name,
    nameLocation: "middle" as const,
    nameGap: 28,
    nameTextStyle: { color: grey },
    axisLabel: { color: grey },
    splitLine: { lineStyle: { color: grey, opacity: 0.3 } },
  });
  return {
    ...frame("Polls of a job, and seconds until its end is seen (2 s to 2 h long)"),
    color: [blue, "#3fb950", "#a371f7", grey, amber],
    legend: { top: 40, left: 50, itemGap: 24, textStyle: { color: grey } },
    grid: { left: 60, right: 30, top: 80, bottom: 50 },
    xAxis: axis("polls"),
    yAxis: axis("seconds late"),
    series: drawn.map((waiter) => ({
      name: waiter,
      type: "line" as const,
      symbolSize: 7,
      data: all
        .filter((each) => each.waiter === waiter)
        .map(({ polls, lateSeconds }) => [Number(polls.toFixed(1)), Number(lateSeconds.toFixed(2))]),
    })),
  };
}

const frame = (title: string): echarts.EChartsOption => ({
  animation: false,
  backgroundColor: "transparent",
  title: { text: title, left: 0, textStyle: { color: grey, fontSize: 15 } },
});

function write(name: string, option: echarts.EChartsOption): void {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 760, height: 340 });
  chart.setOption(option);
  writeFileSync(new URL(`${name}.svg`, folder), `${chart.renderToSVGString()}\n`);
  chart.dispose();
}
