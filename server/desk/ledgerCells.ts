import type { VaultCells } from '../store/vault.ts'

/** The landlord of the newest ledger line that names one, in full; whoever passes it on masks it, or has written who asked. */
export function landlordIn(cells: readonly VaultCells[]): { name: string; phone: string; seq: number } | null {
  for (let i = cells.length - 1; i >= 0; i--) {
    const { seq } = cells[i]
    const { landlordName, landlordPhone } = cells[i].cells
    if (landlordName || landlordPhone) return { name: landlordName ?? '', phone: landlordPhone ?? '', seq }
  }
  return null
}

/** Plates of the home's cars, in full, each once. */
export function platesIn(cells: readonly VaultCells[]): string[] {
  const found = new Set<string>()
  for (const { cells: { plates } } of cells) for (const plate of plates?.split('、') ?? []) found.add(plate)
  return [...found]
}
