import { open, rename } from 'node:fs/promises'
import { CHECKSUM_AT, piecesOfBundle } from '../protocol/bundle.ts'
import type { AnyPack } from '../packs/index.ts'
import { KnownFacts } from './knownFacts.ts'
import { readBundleFile } from './readBundleFile.ts'

/** Raised whenever what is saved, or the order of columns, changes; an older file is ignored and the log is read. */
const CHECKPOINT_VERSION = 13

interface CheckpointHead {
  version: number
  packId: string
  logId: string
  known: Record<string, unknown>
}

/** What is only ever added to: views of it stay as they are while the file is written. All else is copied first. */
const isOnlyAddedTo = (name: string): boolean => /^checks\.\d+\.|^reportKeys\.full\./.test(name)

/**
 * Writes the known facts, as they are now, to `file` so that a torn write never replaces a good one: temp file, fsync,
 * rename. Piece by piece: a term of a district's checks is not held twice.
 */
export async function writeCheckpoint(file: string, known: KnownFacts, logId: string): Promise<void> {
  const { head, arrays } = known.save()
  for (const name of Object.keys(arrays)) if (!isOnlyAddedTo(name)) arrays[name] = arrays[name].slice()
  const { pieces, checksum } = piecesOfBundle<CheckpointHead>({ head: { version: CHECKPOINT_VERSION, packId: known.pack.description.id, logId, known: head }, arrays })
  const handle = await open(`${file}.tmp`, 'w', 0o600)
  try {
    for (const piece of pieces) if (piece.length > 0) await handle.writeFile(piece)
    await handle.write(new Uint8Array(new Uint32Array([checksum()]).buffer), 0, 4, CHECKSUM_AT)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.tmp`, file)
}

/** The facts of a checkpoint of this log, or null: absent, torn, of another log, version or pack, or ahead of the log. */
export async function readCheckpoint(file: string, pack: AnyPack, logId: string, lastSeq: number): Promise<KnownFacts | null> {
  try {
    return readBundleFile<CheckpointHead, KnownFacts | null>(file, ({ head, arrays }) => {
      const { version, packId, logId: savedLogId, known } = head
      if (version !== CHECKPOINT_VERSION || packId !== pack.description.id || savedLogId !== logId || (known.rev as number) > lastSeq) return null
      const facts = new KnownFacts(pack)
      facts.restore({ head: known, arrays })
      return facts
    })
  } catch {
    // Whatever is wrong with a checkpoint, the log has everything.
    return null
  }
}
