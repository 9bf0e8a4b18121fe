/** How a long list scrolls on a processor that is six times slower: the main thread's work a frame, and the frames as they came. */
export async function scrollOnce(browser, url, rows) {
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    await page.setViewport({ width: 1024, height: 768 })
    await page.goto(url, { waitUntil: 'load' })
    await page.waitForFunction(
      (most) => document.querySelectorAll('.row').length >= most,
      { timeout: 60_000 },
      rows,
    )
    const devtools = await page.createCDPSession()
    await devtools.send('Performance.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    const before = await taskSeconds(devtools)
    const frames = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const times = []
          const step = (now) => {
            times.push(now)
            scrollBy(0, 60)
            if (times.length < 120) requestAnimationFrame(step)
            else resolve(times.slice(1).map((time, i) => time - times[i]))
          }
          requestAnimationFrame(step)
        }),
    )
    const work = ((await taskSeconds(devtools)) - before) / frames.length
    frames.sort((a, b) => a - b)
    return {
      workMs: work * 1000,
      medianMs: frames[frames.length >> 1],
      p95Ms: frames[Math.floor(frames.length * 0.95)],
    }
  } finally {
    await context.close()
  }
}

async function taskSeconds(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find((metric) => metric.name === 'TaskDuration').value
}
