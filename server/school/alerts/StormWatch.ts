import type { AlertRules } from '../../packs/alertRules.ts'

/** `key` of the alert that it would be, '' when nobody was recognised; `student` is then a number of its own below zero. */
interface Sighting { key: string; check: number; student: number; at: number }
/** `last`: what a device at a gate read last, a time where it was nothing. */
interface Source { recent: Sighting[]; last: (Sighting | number)[]; storm: { key: string; firstAt: number; lastAt: number } | null; trustedUntil: number }

/** What a sighting means: it belongs to a storm; `drawnIn` are earlier ones that had been taken for themselves. */
export interface StormSighting { key: string; isNew: boolean; drawnIn: { key: string; check: number }[]; students: number[]; /** Of how many readings, when it was their share that told. */ readings: number }

/**
 * Sees a broken device: too many of one kind from one source within too short a time, or too great a
 * part of what it read last. Times are those of the sightings,
 * not of a clock, so a batch that comes late is judged like one that comes at once.
 */
export class StormWatch {
  private readonly sources = new Map<string, Source>()

  constructor(private readonly rule: AlertRules['storm']) {}

  /** A device at a gate read a temperature that is nothing. */
  pass(name: string, at: number): void {
    this.remember(this.sourceOf(name), at)
  }

  /** Null while it may well be real. `check`: log sequence, `at`: epoch ms. A pupil who is measured ten times is one pupil. `isDevice`: its other readings are told as well (`pass`). */
  see(name: string, key: string, check: number, student: number, at: number, isDevice: boolean): StormSighting | null {
    const source = this.sourceOf(name)
    const withinMs = this.rule.withinSeconds * 1000
    const restMs = this.rule.restSeconds * 1000
    if (source.storm && at >= source.storm.firstAt - withinMs && at <= source.storm.lastAt + restMs) {
      source.storm.lastAt = Math.max(source.storm.lastAt, at)
      return { key: source.storm.key, isNew: false, drawnIn: [], students: [], readings: 0 }
    }
    if (at < source.trustedUntil) return null
    // What is long past cannot be of the same storm, and a source must not fill the memory.
    source.recent = source.recent.filter((each) => Math.abs(each.at - at) <= withinMs)
    const sighting = { key, check, student, at }
    source.recent.push(sighting)
    if (isDevice) this.remember(source, sighting)
    source.recent.sort((a, b) => a.at - b.at)
    const crowd = this.crowdIn(source.recent, withinMs)
    const storm = crowd ?? this.shareOf(source.last, at)
    if (!storm) return null
    source.recent = source.recent.filter((each) => !storm.includes(each))
    source.last = []
    source.storm = { key: `${this.rule.rule}:${name}:${Math.floor(storm[0].at / 60_000)}`, firstAt: storm[0].at, lastAt: storm[storm.length - 1].at }
    return { key: source.storm.key, isNew: true, drawnIn: storm.filter((each) => each.key !== key && each.key !== ''), students: [...new Set(storm.map((each) => each.student))], readings: crowd ? 0 : this.rule.share.readings }
  }

  /** A storm that stood when the process ended goes on. */
  resume(name: string, key: string, firstAt: number, lastAt: number): void {
    this.sources.set(name, { recent: [], last: [], storm: { key, firstAt, lastAt }, trustedUntil: -Infinity })
  }

  /** The device was found right: what it says is believed until then. */
  trust(name: string, until: number): void {
    this.sources.set(name, { recent: [], last: [], storm: null, trustedUntil: until })
  }

  private sourceOf(name: string): Source {
    const source = this.sources.get(name) ?? { recent: [], last: [], storm: null, trustedUntil: -Infinity }
    this.sources.set(name, source)
    return source
  }

  private remember({ last }: Source, reading: Sighting | number): void {
    last.push(reading)
    if (last.length > this.rule.share.readings) last.shift()
  }

  /** Those of the last readings, when they are pupils enough; also before there are so many, since more would change nothing. */
  private shareOf(last: readonly (Sighting | number)[], at: number): Sighting[] | null {
    const { readings, least, withinSeconds } = this.rule.share
    const seen = last.filter((each) => typeof each !== 'number').filter((each) => Math.abs(each.at - at) <= withinSeconds * 1000)
    return readings > 0 && new Set(seen.map(({ student }) => student)).size >= least * readings ? seen : null
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
