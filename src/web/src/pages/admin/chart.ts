import 'uplot/dist/uPlot.min.css'
import UPlot from 'uplot'

export interface Bars {
  labels: string[]
  values: number[]
  /** The end of the scale, where it has one. */
  most?: number
  write: (value: number) => string
}

const height = 240
const font = '13px system-ui, sans-serif'

/** Draws bars into an element, as wide as it is, in the colours of the theme. Returns what takes them away. */
export function draw(target: HTMLElement, bars: Bars): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let plot = newPlot(target, bars)
  const again = () => {
    plot.destroy()
    plot = newPlot(target, bars)
  }
  const size = new ResizeObserver(() => {
    if (target.clientWidth !== plot.width) plot.setSize({ width: target.clientWidth, height })
  })
  size.observe(target)
  dark.addEventListener('change', again)
  return () => {
    size.disconnect()
    dark.removeEventListener('change', again)
    plot.destroy()
  }
}

function newPlot(target: HTMLElement, { labels, values, most, write }: Bars): UPlot {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const grid = { stroke: colour('--line'), width: 1 }
  const axis = { stroke: colour('--ink-soft'), font, ticks: grid }
  const highest = most ?? Math.max(1, ...values) * 1.1
  return new UPlot(
    {
      width: target.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.6, labels.length - 0.4] },
        y: { range: [0, highest] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          // Only whole steps are bars; as many labels as fit.
          incrs: [1, 2, 3, 4, 6, 12, 24],
          space: 64,
          size: 32,
          values: (_, splits) => splits.map((at) => labels[at] ?? ''),
        },
        { ...axis, grid, size: 56, values: (_, splits) => splits.map(write) },
      ],
      series: [
        {},
        {
          fill: colour('--brand'),
          stroke: colour('--brand'),
          width: 0,
          points: { show: false },
          ...(UPlot.paths.bars ? { paths: UPlot.paths.bars({ size: [0.7, 56] }) } : {}),
        },
      ],
    },
    [labels.map((_, index) => index), values],
    target,
  )
}
