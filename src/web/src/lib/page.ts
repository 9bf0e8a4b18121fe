/** Whether somebody looks at the page; tests bring their own. */
export interface Page {
  isVisible(): boolean
  /** Calls back when somebody looks again or stops, and when the network is back. Returns what ends it. */
  watch(changed: () => void): () => void
}

export const browserPage: Page = {
  isVisible: () => document.visibilityState === 'visible',
  watch(changed) {
    // A page that comes back by the back button as it was left gets `pageshow` alone.
    const restored = (event: PageTransitionEvent) => {
      if (event.persisted) changed()
    }
    document.addEventListener('visibilitychange', changed)
    window.addEventListener('online', changed)
    window.addEventListener('pageshow', restored)
    return () => {
      document.removeEventListener('visibilitychange', changed)
      window.removeEventListener('online', changed)
      window.removeEventListener('pageshow', restored)
    }
  },
}
