/**
 * Has the browser keep the program of the desk, so that the stairs open without a line; and says what the page is called
 * on a home screen. Browsers do this on https and on the machine itself only: elsewhere the desk works as long as it is open.
 */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || document.querySelector('link[rel="manifest"]')) return
  const link = document.createElement('link')
  link.rel = 'manifest'
  link.href = '/desk.webmanifest'
  document.head.append(link)
  // The scope is what keeps it away from walls and residents' pages. Its own script is never taken from a cache.
  navigator.serviceWorker.register('/deskWorker.js', { scope: '/desk', updateViaCache: 'none' })
    .catch((error: unknown) => console.warn('the desk cannot be kept for use without a line', error))
}
