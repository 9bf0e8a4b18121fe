// Measures the pages in Chromium: sizes, paints on a slow network, scrolling, Lighthouse. With --write also into docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launch } from 'puppeteer-core'
import { loadOnce } from './lib/load.mjs'
import { Categories, score } from './lib/scores.mjs'
import { scrollOnce } from './lib/scroll.mjs'
import { openQueue, startServer } from './lib/server.mjs'

const Runs = process.argv.includes('--quick') ? 1 : 5
const LongList = 200
const root = fileURLToPath(new URL('../..', import.meta.url))
const file = `${root}docs/benchmarks.md`
const begins = '## Pages\n'

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
const verdict = (met) => (met ? 'yes' : '**no**')
const times = async (work) => {
  const results = []
  for (let i = 0; i < Runs; i++) results.push(await work())
  return results
}

const server = await startServer(root)
const browser = await launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--remote-debugging-port=0'],
})
try {
  const evening = await openQueue(server.address, 12)
  const rows = [...(await loads(evening)), ...(await lists()), ...(await scores(evening))]
  report(rows)
} finally {
  await browser.close()
  await server.stop()
}

/** The pages by name, each with the kilobytes that it may cost. */
function named({ join, ticket, link, host, display }) {
  return [
    ['guest page, form', join, 40],
    ['guest page, ticket', ticket, 40],
    ['guest page, ticket from a link', link, 40],
    ['host page', host, 120],
    ['lobby display', display, undefined],
  ]
}

async function loads(pages) {
  const rows = []
  for (const [name, page, most] of named(pages)) {
    const runs = await times(() => loadOnce(browser, page, false))
    const bytes = median(runs.map((run) => run.bytes))
    const goal = most ? `≤ ${most} KB` : ''
    rows.push([
      `${name}: first load, all files, compressed`,
      goal,
      kilobytes(bytes),
      most ? verdict(bytes <= most * 1024) : '',
    ])
  }
  for (const [name, page] of named(pages)) {
    const runs = await times(() => loadOnce(browser, page, true))
    const [first, largest] = [median(runs.map((run) => run.first)), median(runs.map((run) => run.largest))]
    rows.push([
      `${name}: 400 kbit/s, 400 ms`,
      name.startsWith('guest') ? 'first useful paint ≤ 2.2 s' : '',
      `first paint ${seconds(first)}, largest ${seconds(largest)}`,
      name.startsWith('guest') ? verdict(largest <= 2200) : '',
    ])
  }
  return rows
}

async function lists() {
  const { host } = await openQueue(server.address, LongList)
  const runs = await times(() => scrollOnce(browser, host.url, LongList))
  const [work, middle, slow] = ['workMs', 'medianMs', 'p95Ms'].map((name) =>
    median(runs.map((run) => run[name])),
  )
  const measured = `${work.toFixed(1)} ms of work a frame; frames ${middle.toFixed(1)} ms apart, p95 ${slow.toFixed(1)} ms`
  return [
    [
      `host page: scrolling ${LongList} parties, processor 6 x slower`,
      'smooth: work ≤ 16.7 ms',
      measured,
      verdict(work <= 16.7),
    ],
  ]
}

async function scores(pages) {
  const rows = []
  for (const [name, page] of named(pages)) {
    const runs = await times(() => score(browser, page))
    const medians = Categories.map((_, i) => median(runs.map((run) => run.scores[i])))
    const failed = [...new Set(runs.flatMap((run) => run.failed))]
    if (failed.length > 0) console.error(`${name}: points lost by ${failed.join(', ')}`)
    rows.push([
      `${name}: Lighthouse, ${page.desktop ? 'desktop' : 'phone'}`,
      `${Categories.join(', ')} ≥ 95`,
      medians.join(', '),
      verdict(medians.every((value) => value >= 95)),
    ])
    console.error(rows.at(-1).join(' | '))
  }
  return rows
}

function report(rows) {
  const table = ['what', 'goal', 'measured', 'met'].join(' | ')
  const text = [
    begins,
    `Written by \`tests/pages\`, in Chromium on the same machine; medians of ${Runs}. Sizes are what goes over the wire, with the headers`,
    'of HTTP. axe-core, with every `tests/run`, finds nothing on any screen of `tests/Queue.Browser.Tests/Looks/Screen.cs`.',
    '',
    `- date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '- command: `npm --prefix tests/pages ci && node tests/pages/measure.mjs --write`',
    '',
    `| ${table} |`,
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
  console.log(text)
  if (!process.argv.includes('--write')) return
  const before = readFileSync(file, 'utf8')
  const at = before.indexOf(begins)
  const next = at < 0 ? -1 : before.indexOf('\n## ', at + begins.length)
  const kept = at < 0 ? `${before.trimEnd()}\n\n` : before.slice(0, at)
  writeFileSync(file, kept + text + (next < 0 ? '' : before.slice(next)))
}
