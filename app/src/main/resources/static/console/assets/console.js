// The live page's charts. Everything else in the console works without scripts.
(() => {
  "use strict";
  const charts = new Map();

  const colour = (name) => {
    const probe = document.createElement("span");
    probe.className = name;
    probe.hidden = false;
    document.body.append(probe);
    const value = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return value;
  };
  const textColour = () => getComputedStyle(document.querySelector(".chart-note") ?? document.body).color;

  const optionOf = (data) => {
    const muted = textColour();
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 44, right: 12, top: 12, bottom: 24 },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      xAxis: {
        type: "category", data: data.times, boundaryGap: false,
        axisLine: { lineStyle: { color: muted, opacity: 0.4 } }, axisTick: { show: false },
        axisLabel: { color: muted, interval: Math.max(1, Math.floor(data.times.length / 6)) },
      },
      yAxis: {
        type: "value", minInterval: 1, axisLabel: { color: muted },
        splitLine: { lineStyle: { color: muted, opacity: 0.18 } },
      },
      series: data.series.map((line) => ({
        name: line.name, type: "line", stack: data.stacked ? "all" : undefined, showSymbol: false,
        lineStyle: { width: 1.6, color: colour("swatch-" + line.colour) },
        itemStyle: { color: colour("swatch-" + line.colour) },
        areaStyle: data.stacked ? { opacity: 0.22 } : undefined,
        data: line.values,
      })),
    };
  };

  const draw = () => {
    for (const holder of document.querySelectorAll("[data-chart]")) {
      const canvas = document.getElementById(holder.dataset.chart);
      if (!canvas || !window.echarts) continue;
      let chart = charts.get(canvas);
      if (!chart) {
        chart = window.echarts.init(canvas, null, { renderer: "canvas" });
        charts.set(canvas, chart);
      }
      chart.setOption(optionOf(JSON.parse(holder.dataset.values)), { notMerge: true });
    }
  };

  document.addEventListener("DOMContentLoaded", draw);
  document.addEventListener("htmx:afterSwap", draw);
  window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  // "Select all" of a table of check boxes, and copying a secret that is shown once.
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-checks]");
    if (!box) return;
    for (const other of document.querySelectorAll(box.dataset.checks)) other.checked = box.checked;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  });
})();
