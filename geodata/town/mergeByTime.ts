/** Several streams, each in order of `at`, as one. Equal instants keep the order of the streams. */
export function* mergeByTime<T extends { at: string }>(streams: readonly Iterable<T>[]): Generator<T> {
  const open = streams.map((stream) => stream[Symbol.iterator]())
  const heads = open.map((iterator) => iterator.next())
  for (;;) {
    let first = -1
    for (let at = 0; at < heads.length; at++) {
      const head = heads[at]
      if (head.done !== true && (first < 0 || head.value.at < (heads[first].value as T).at)) first = at
    }
    if (first < 0) return
    yield heads[first].value as T
    heads[first] = open[first].next()
  }
}
