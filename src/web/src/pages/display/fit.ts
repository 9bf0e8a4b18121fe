const smallest = 0.3
const step = 0.05

/**
 * Makes what stands in a box smaller until all of it is seen; the styles multiply its sizes by --fit. A box that grows with what is in
 * it has nothing to make smaller.
 */
export function fit(box: HTMLElement): { destroy: () => void } {
  const isTooSmall = () => {
    const { paddingTop, paddingBottom } = getComputedStyle(box)
    const room = box.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)
    const parts = [...box.children].map((part) => part.getBoundingClientRect())
    const height = Math.max(...parts.map(({ bottom }) => bottom)) - Math.min(...parts.map(({ top }) => top))
    return height > room + 1 || [...box.children].some((part) => part.scrollWidth > part.clientWidth)
  }
  const update = () => {
    let scale = 1
    box.style.setProperty('--fit', '1')
    while (isTooSmall() && scale > smallest) {
      scale -= step
      box.style.setProperty('--fit', scale.toFixed(2))
    }
  }
  const sizes = new ResizeObserver(update)
  const content = new MutationObserver(update)
  sizes.observe(box)
  content.observe(box, { childList: true, subtree: true, characterData: true })
  return {
    destroy() {
      sizes.disconnect()
      content.disconnect()
    },
  }
}
