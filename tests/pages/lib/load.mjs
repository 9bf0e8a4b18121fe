/** What a first load of a page costs: bytes on the wire, and the first and the largest paint on a slow network. */
const SlowNetwork = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
}

export async function loadOnce(browser, { url, cookie }, slow) {
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true })
    if (cookie) await page.setExtraHTTPHeaders({ Cookie: cookie })
    const devtools = await page.createCDPSession()
    await devtools.send('Network.enable')
    if (slow) await devtools.send('Network.emulateNetworkConditions', SlowNetwork)
    const files = new Map()
    devtools.on('Network.responseReceived', ({ requestId, response, type }) => {
      if (!response.url.includes('/api/')) files.set(requestId, { url: response.url, type, bytes: 0 })
    })
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (files.has(requestId)) files.get(requestId).bytes = encodedDataLength
    })
    await page.goto(url, { waitUntil: 'networkidle2', timeout: 60_000 })
    const paints = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime
          new PerformanceObserver((list) =>
            resolve({ first, largest: list.getEntries().at(-1).startTime }),
          ).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          })
        }),
    )
    return {
      ...paints,
      bytes: [...files.values()].reduce((sum, file) => sum + file.bytes, 0),
      files: [...files.values()],
    }
  } finally {
    await context.close()
  }
}
