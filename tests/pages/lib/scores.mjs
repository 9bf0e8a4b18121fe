import lighthouse, { desktopConfig } from 'lighthouse'

export const Categories = ['performance', 'accessibility', 'best-practices']

// A page that follows a queue always has a request under way: without a bound it would be waited for in vain.
const MaxWaitMs = 8_000

// Who gave up waiting goes on looking for a while, at a page that is closed by then.
process.on('unhandledRejection', (error) => {
  if (!String(error?.message).includes('Session closed')) throw error
})

/** Lighthouse's scores of one run, 0 to 100, with what cost points. */
export async function score(browser, { url, cookie, desktop }) {
  const flags = {
    port: Number(new URL(browser.wsEndpoint()).port),
    onlyCategories: Categories,
    logLevel: 'error',
    maxWaitForLoad: MaxWaitMs,
    ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
  }
  const { lhr } = await lighthouse(url, flags, desktop ? desktopConfig : undefined)
  const failed = Categories.slice(1).flatMap((name) =>
    lhr.categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => id),
  )
  return {
    scores: Categories.map((name) => Math.round(lhr.categories[name].score * 100)),
    failed,
    warnings: lhr.runWarnings,
  }
}
