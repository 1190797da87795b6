const KEY = 'liuse.screen'
const PATTERN = /^[\w\-.~]{1,256}$/

interface Place {
  hash: string
  pathname: string
  search: string
}

/**
 * The token of a paired screen: from `#screen=TOKEN`, else the one kept from an earlier visit, else null.
 * A fragment never reaches a server or its log; it is taken out of the address at once, so that a photograph of the
 * screen does not carry it either. Kept in local storage: a wall that is switched on again has no one to type.
 */
export function takeScreenToken(place: Place, replaceUrl: (url: string) => void, storage: Pick<Storage, 'getItem' | 'setItem'> | null): string | null {
  const fragment = new URLSearchParams(place.hash.replace(/^#/, ''))
  const given = fragment.get('screen')
  if (given !== null) {
    fragment.delete('screen')
    const rest = fragment.toString()
    replaceUrl(place.pathname + place.search + (rest ? `#${rest}` : ''))
    if (PATTERN.test(given)) {
      try {
        storage?.setItem(KEY, given)
      } catch {
        // Private mode: it lasts as long as the page.
      }
      return given
    }
  }
  try {
    const kept = storage?.getItem(KEY) ?? null
    return kept !== null && PATTERN.test(kept) ? kept : null
  } catch {
    return null
  }
}
