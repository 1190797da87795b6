import type { AlertRules } from '../../packs/alertRules.ts'

interface Sighting { key: string; check: number; student: number; at: number }
interface Source { recent: Sighting[]; storm: { key: string; firstAt: number; lastAt: number } | null; trustedUntil: number }

/** What a sighting means: it belongs to a storm; `drawnIn` are earlier ones that had been taken for themselves. */
export interface StormSighting { key: string; isNew: boolean; drawnIn: { key: string; check: number }[]; students: number[] }

/**
 * Sees a broken device: too many of one kind from one source within too short a time. Times are those of the sightings,
 * not of a clock, so a batch that comes late is judged like one that comes at once.
 */
export class StormWatch {
  private readonly sources = new Map<string, Source>()

  constructor(private readonly rule: AlertRules['storm']) {}

  /** Null while it may well be real. `check`: log sequence, `at`: epoch ms. A pupil who is measured ten times is one pupil. */
  see(name: string, key: string, check: number, student: number, at: number): StormSighting | null {
    const source = this.sources.get(name) ?? { recent: [], storm: null, trustedUntil: -Infinity }
    this.sources.set(name, source)
    const withinMs = this.rule.withinSeconds * 1000
    const restMs = this.rule.restSeconds * 1000
    if (source.storm && at >= source.storm.firstAt - withinMs && at <= source.storm.lastAt + restMs) {
      source.storm.lastAt = Math.max(source.storm.lastAt, at)
      return { key: source.storm.key, isNew: false, drawnIn: [], students: [] }
    }
    if (at < source.trustedUntil) return null
    // What is long past cannot be of the same storm, and a source must not fill the memory.
    source.recent = source.recent.filter((each) => Math.abs(each.at - at) <= withinMs)
    source.recent.push({ key, check, student, at })
    source.recent.sort((a, b) => a.at - b.at)
    const storm = this.crowdIn(source.recent, withinMs)
    if (!storm) return null
    source.recent = source.recent.filter((each) => !storm.includes(each))
    source.storm = { key: `${this.rule.rule}:${name}:${Math.floor(storm[0].at / 60_000)}`, firstAt: storm[0].at, lastAt: storm[storm.length - 1].at }
    return { key: source.storm.key, isNew: true, drawnIn: storm.filter((each) => each.key !== key), students: [...new Set(storm.map((each) => each.student))] }
  }

  /** A storm that stood when the process ended goes on. */
  resume(name: string, key: string, firstAt: number, lastAt: number): void {
    this.sources.set(name, { recent: [], storm: { key, firstAt, lastAt }, trustedUntil: -Infinity })
  }

  /** The device was found right: what it says is believed until then. */
  trust(name: string, until: number): void {
    this.sources.set(name, { recent: [], storm: null, trustedUntil: until })
  }

  /** The widest run within the window that has enough pupils, or null. */
  private crowdIn(recent: readonly Sighting[], withinMs: number): Sighting[] | null {
    for (let first = 0; first + this.rule.count <= recent.length; first++) {
      const run = recent.filter(({ at }) => at >= recent[first].at && at - recent[first].at <= withinMs)
      if (new Set(run.map(({ student }) => student)).size >= this.rule.count) return run
    }
    return null
  }
}
