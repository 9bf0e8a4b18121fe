/** Lets the browser paint and take taps before more is built: all at once a slow phone would hang for half a second. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
