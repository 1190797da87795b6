import type { Layer } from '@deck.gl/core'
import { MapboxOverlay } from '@deck.gl/mapbox'
import * as maplibregl from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type Locale, NO_STATUS, type StatusDescription } from '../../server/protocol/entities.ts'
import type { DeltaFrame, FrameAside } from '../../server/protocol/frame.ts'
import type { Layout } from '../../server/protocol/layout.ts'
import { BOUNDARY_SOURCE, CHOROPLETH_LAYER, createStyle, HIGHLIGHT_LAYER } from './basemap/createStyle.ts'
import { campusRings } from './campuses/campusRings.ts'
import { createRingOverlay } from './campuses/createRingOverlay.ts'
import type { Camera, Padding } from './camera/fitCamera.ts'
import { fitTilted } from './camera/fitTilted.ts'
import { framedPoints } from './camera/framedPoints.ts'
import { createFrameGate } from './createFrameGate.ts'
import { createSlotBytes, type SlotBytes } from './createSlotBytes.ts'
import { committeeLabels } from './labels/committeeLabels.ts'
import { createLabelOverlay } from './labels/createLabelOverlay.ts'
import { type BuildingGeometry, buildGeometry } from './layers/buildings/buildGeometry.ts'
import { buildingPresence, NOT_DRAWN } from './layers/buildings/buildingPresence.ts'
import { BuildingsLayer } from './layers/buildings/BuildingsLayer.ts'
import { paletteBytes } from './layers/buildings/paletteBytes.ts'
import { choroplethColors } from './layers/choropleth/choroplethColors.ts'
import { heatFeatures } from './layers/heat/heatFeatures.ts'
import { HEAT_LAYER, HEAT_SOURCE } from './layers/heat/heatLayer.ts'
import { type OpenedBuilding, openBuilding, openedHeight, type UnitBox } from './layers/opened/openBuilding.ts'
import { choosePulses } from './layers/pulse/choosePulses.ts'
import { joinPulses, PULSE_BYTES, PULSE_SECONDS, pulseBytes } from './layers/pulse/pulseBytes.ts'
import { PulseLayer } from './layers/pulse/PulseLayer.ts'
import { MAP_COLORS } from './mapColors.ts'
import './map.css'
import { polygonRings } from './polygonRings.ts'
import { createPickIndex, type PickIndex } from './picking/createPickIndex.ts'
import { pickNode } from './picking/pickNode.ts'

export interface LiveMapOptions {
  container: HTMLElement
  locale: () => Locale
  onPick(node: number | null): void
  /** A unit of the opened building was clicked. */
  onPickUnit?(unit: string): void
  /** Once, when the first layout's buildings have been drawn; the time to load what can wait. */
  onFirstFrame?(): void
  reducedMotion?: boolean
  /** Pixels at the edges that panels cover. */
  padding?: Padding
  /** Smooth edges (default true). Nearly free on a graphics card; drawing in software takes four times as long. */
  antialias?: boolean
}

export interface MapLayers { choropleth: string | null; heat: string | null; buildings: boolean; labels: boolean; campuses: boolean }

export interface LiveMap {
  setLayout(layout: Layout): void
  /** The arrays stay the store's, which changes them in place. */
  setWorld(slots: Uint8Array, figures: Uint32Array): void
  /** After the store has applied it: one texture write, a pulse where something changed. */
  applyDelta(delta: DeltaFrame): void
  /** Cells of the measures that are counted by home. */
  setCells(cells: NonNullable<FrameAside['cells']>): void
  /** Measures by key; unknown keys are as good as null. */
  setLayers(layers: MapLayers): void
  /** null: the whole town. */
  flyTo(node: number | null, options?: { instant?: boolean }): void
  highlight(node: number | null): void
  /** Pulls the storeys of a building apart, in its own place, one box a unit; null closes it. `chosen` is edged. */
  openBuilding(opened: OpenedBuilding | null, chosen?: string | null): void
  setPadding(padding: Padding): void
  resize(): void
  /** Draws the buildings once more as they are: what a drawing costs by itself. */
  redraw(): void
  stats(): { frames: number; textureWrites: number; lastWriteMs: number }
  destroy(): void
}

type CreateOpened = (boxes: UnitBox[], statuses: readonly StatusDescription[], chosen: string | null) => Layer

const NO_PADDING: Padding = { left: 0, right: 0, top: 0, bottom: 0 }
/** Pixels of air around what is framed. */
const MARGIN_PIXELS = 24
const TOWN_VIEW = { pitches: [50, 45, 40, 35, 30], bearing: -18, maxZoom: 17 }
const COMMITTEE_VIEW = { pitches: [50, 45, 40, 35], bearing: -18, maxZoom: 18 }
const BUILDING_VIEW = { pitches: [60], bearing: -28, maxZoom: 19.5 }
/** A flight tells where one went; it is over within a second. */
const FLIGHT_MS = 950
/** More rings than this at once tell nobody anything. */
const PULSE_LIMIT = 40
/** Weights of choropleth, heat map and labels follow the figures at most this often. */
const REFRESH_MS = 1000
/** Pixels a canvas has at most: 3840 × 2160 and a little; a wall of higher density is drawn coarser, not slower. */
const MAX_CANVAS_PIXELS = 9_000_000
/** A graphics process that died comes back within moments; asking more often does not help. */
const RECOVER_MS = 1000

maplibregl.setWorkerUrl(workerUrl)

/** The only imperative owner of the map: MapLibre for the ground, deck.gl above it, labels above both. */
export function createMap(options: LiveMapOptions): LiveMap {
  const { container, antialias = true } = options
  container.classList.add('live-map')
  const ground = document.createElement('div')
  ground.style.cssText = 'position:absolute;inset:0'
  container.append(ground)
  const attribution = document.createElement('div')
  attribution.className = 'map-attribution'
  container.append(attribution)
  const labels = createLabelOverlay(container)
  const rings = createRingOverlay(container)

  let padding = options.padding ?? NO_PADDING
  let layout: Layout | null = null
  let geometry: BuildingGeometry | null = null
  let palette: Uint8Array | null = null
  let presence: Uint8Array | null = null
  let slots: SlotBytes | null = null
  let figures: Uint32Array | null = null
  let picks: PickIndex | null = null
  let buildings: BuildingsLayer | null = null
  let layers: MapLayers = { choropleth: null, heat: null, buildings: true, labels: true, campuses: true }
  let highlighted: number | null = null
  let framed: number | null = null
  let userMoved = false
  let styleReady = false
  let firstFrameTold = false
  let destroyed = false
  let recoverTimer: ReturnType<typeof setTimeout> | null = null
  let refreshTimer: ReturnType<typeof setTimeout> | null = null
  let lastRefresh = -Infinity
  let cells: NonNullable<FrameAside['cells']> = {}
  let choroplethShown = new Map<number, string>()
  let opened: OpenedBuilding | null = null
  let boxes: UnitBox[] = []
  let chosenUnit: string | null = null
  /** Loaded with the first building that is opened: a wall never needs it. */
  let createOpened: CreateOpened | null = null
  let pulses = new Uint8Array(0)
  /** Seconds on performance.now's clock that the pulses' starts count from. */
  let pulseEpoch = 0
  let pulsesEnd = 0
  let pulseFrame = 0
  let statusFrame = 0
  const counts = { frames: 0, textureWrites: 0, lastWriteMs: 0 }
  const reducedMotion = (): boolean => options.reducedMotion ?? matchMedia('(prefers-reduced-motion: reduce)').matches

  const map = new maplibregl.Map({
    container: ground,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': MAP_COLORS.ground } }] },
    center: [121.5, 31.2], zoom: 12, maxPitch: 70, minZoom: 6, maxZoom: 20,
    attributionControl: false, trackResize: false, fadeDuration: 0, renderWorldCopies: false,
    pixelRatio: pixelRatio(), canvasContextAttributes: { antialias },
  })
  map.on('error', ({ error }) => console.error('map:', error?.message ?? error))

  let gate = createFrameGate()
  let overlay = createOverlay()

  function tellFirstFrame(): void {
    if (firstFrameTold || !geometry || !styleReady) return
    firstFrameTold = true
    options.onFirstFrame?.()
  }

  function createOverlay(): MapboxOverlay {
    let loaded = false
    const created = new MapboxOverlay({
      interleaved: false,
      useDevicePixels: pixelRatio(),
      layers: [],
      pickingRadius: 0,
      deviceProps: { type: 'webgl', webgl: { antialias } },
      // Not in the declared props, but passed on to the animation loop: frames only when woken.
      ...({ animationFrameProvider: gate.provider } as object),
      onAfterRender: () => {
        counts.frames++
        tellFirstFrame()
      },
      onLoad: () => {
        loaded = true
        const canvas = created.getCanvas()
        canvas?.addEventListener('webglcontextlost', recoverOverlay, { once: true })
        describe()
      },
      onError: (error) => {
        console.error('map layers:', error.message)
        // Without a context there is nothing to draw on yet; the graphics process may be starting again.
        if (!loaded) recoverOverlay()
      },
    })
    map.addControl(created as unknown as maplibregl.IControl)
    return created
  }

  /** deck.gl does not take its context back; a new canvas does, and all it needs lies in memory. */
  function recoverOverlay(): void {
    if (destroyed || recoverTimer !== null) return
    recoverTimer = setTimeout(() => {
      recoverTimer = null
      if (destroyed) return
      gate.close()
      map.removeControl(overlay as unknown as maplibregl.IControl)
      gate = createFrameGate()
      overlay = createOverlay()
      describe()
    }, RECOVER_MS)
  }

  /** State → layers. Cheap, so it runs at every change; deck.gl compares. */
  function describe(): void {
    const described: Layer[] = []
    buildings = null
    if (layout && geometry && geometry.wallIndices.length > 0 && slots && palette && presence && layers.buildings) {
      buildings = new BuildingsLayer({
        id: 'buildings', coordinateSystem: 'cartesian', coordinateOrigin: [...geometry.origin, 0],
        geometry, slots, palette,
        presence, mute: layers.heat ? 1 : 0,
        writeStatuses,
      } as never)
      described.push(buildings)
    }
    if (geometry && pulses.length > 0) {
      described.push(new PulseLayer({ id: 'pulses', coordinateSystem: 'cartesian', coordinateOrigin: [...geometry.origin, 0], pulses, nowSeconds: performance.now() / 1000 - pulseEpoch } as never))
    }
    if (opened && createOpened && layout) described.push(createOpened(boxes, layout.head.pack.statuses, chosenUnit))
    overlay.setProps({ layers: described })
    gate.wake()
  }

  /** Which buildings stand back, and the opened one not at all: its boxes stand there. */
  function placeBuildings(): void {
    if (!layout) return
    presence = buildingPresence(layout, highlighted)
    if (opened && createOpened) presence[opened.node - layout.head.firstBuilding] = NOT_DRAWN
  }

  function setOpened(next: OpenedBuilding | null, chosen: string | null): void {
    const before = opened
    opened = next
    chosenUnit = chosen
    boxes = layout && next ? openBuilding(polygonRings(layout, layout.footprintPolygon[next.node - layout.head.firstBuilding], false)[0] ?? [], next) : []
    if (next && !createOpened) {
      import('./layers/opened/createOpenedLayer.ts').then((loaded) => {
        createOpened = loaded.createOpenedLayer
        if (!destroyed) setOpened(opened, chosenUnit)
      }, (error: unknown) => console.error('map opened building:', error))
      return
    }
    placeBuildings()
    describe()
    if (next && (before?.node !== next.node || before.rows !== next.rows)) moveTo(next.node, false)
  }

  /** A change of statuses alone: no new description and no turn of deck.gl's loop, one texture write and one drawing. */
  function redrawBuildings(): void {
    if (statusFrame || !buildings) return
    statusFrame = requestAnimationFrame(() => {
      statusFrame = 0
      // Before the layer has a context it has not drawn yet; its first drawing shows these statuses, too.
      if (!destroyed) buildings?.context?.deck?.redraw('statuses')
    })
  }

  function writeStatuses(write: () => void): void {
    const started = performance.now()
    write()
    counts.textureWrites++
    counts.lastWriteMs = performance.now() - started
  }

  function addPulses(delta: DeltaFrame): void {
    if (!layout || !geometry || reducedMotion() || !layers.buildings || document.hidden) return
    const now = performance.now() / 1000
    const chosen = choosePulses(layout, layout.head.pack.statuses, delta.slotIndex, delta.slotStatus, PULSE_LIMIT)
    if (chosen.length === 0) return
    // Rings that are over go when the next come; at most a second of changes is kept.
    const kept = now < pulsesEnd ? pulses.subarray(-(PULSE_LIMIT * 4 * PULSE_BYTES)) : pulses.subarray(0, 0)
    // The GPU's floats could not tell tenths of a second apart on a wall that has been up for a week: time starts anew with every change.
    pulses = joinPulses(kept, now - pulseEpoch, pulseBytes(layout, geometry.origin, layout.head.pack.statuses, chosen, 0))
    pulseEpoch = now
    pulsesEnd = now + PULSE_SECONDS
    if (!pulseFrame) pulseFrame = requestAnimationFrame(animatePulses)
  }

  function animatePulses(): void {
    pulseFrame = 0
    if (destroyed) return
    if (performance.now() / 1000 >= pulsesEnd) pulses = new Uint8Array(0)
    else pulseFrame = requestAnimationFrame(animatePulses)
    describe()
  }

  function scheduleRefresh(): void {
    if (refreshTimer !== null) return
    refreshTimer = setTimeout(refreshFigures, Math.max(0, lastRefresh + REFRESH_MS - performance.now()))
  }

  /** Everything that is painted from figures rather than from slots. */
  function refreshFigures(): void {
    if (refreshTimer !== null) clearTimeout(refreshTimer)
    refreshTimer = null
    lastRefresh = performance.now()
    if (destroyed || !layout || !figures) return
    const { lngLat } = layout
    labels.setLabels(layers.labels ? committeeLabels(layout, figures) : [], (node) => [lngLat[node * 2], lngLat[node * 2 + 1]])
    rings.setRings(layers.campuses ? campusRings(layout, figures) : [])
    placeLabels()
    if (!styleReady) return
    paintChoropleth()
    paintHeat()
  }

  function paintChoropleth(): void {
    const measure = layout?.head.pack.measures.find(({ key }) => key === layers.choropleth)
    map.setLayoutProperty(CHOROPLETH_LAYER, 'visibility', measure ? 'visible' : 'none')
    if (!layout || !figures || !measure) return
    const colors = choroplethColors(layout, figures, measure)
    for (const [node, color] of colors) if (choroplethShown.get(node) !== color) map.setFeatureState({ source: BOUNDARY_SOURCE, id: node }, { color })
    for (const node of choroplethShown.keys()) if (!colors.has(node)) map.removeFeatureState({ source: BOUNDARY_SOURCE, id: node }, 'color')
    choroplethShown = colors
  }

  let heatShown = ''
  function paintHeat(): void {
    const measure = layout?.head.pack.measures.find(({ key }) => key === layers.heat)
    map.setLayoutProperty(HEAT_LAYER, 'visibility', measure ? 'visible' : 'none')
    if (!layout || !figures || !measure) return
    const features = heatFeatures(layout, figures, measure, cells)
    const text = features.features.map((feature) => `${feature.id} ${feature.properties!.weight.toFixed(3)}`).join()
    if (text === heatShown) return
    heatShown = text
    map.getSource<maplibregl.GeoJSONSource>(HEAT_SOURCE)?.setData(features).catch((error: unknown) => console.error('map heat:', error))
  }

  function placeLabels(): void {
    const { clientWidth, clientHeight } = container
    const project = (lng: number, lat: number): [number, number] | null => {
      const { x, y } = map.project([lng, lat])
      return x > -200 && y > -200 && x < clientWidth + 200 && y < clientHeight + 200 ? [x, y] : null
    }
    rings.update(project, highlighted)
    labels.update(
      project,
      { left: padding.left, top: padding.top, right: clientWidth - padding.right, bottom: clientHeight - padding.bottom },
      highlighted,
      rings.boxes(),
    )
  }

  function paintHighlight(): void {
    if (styleReady) map.setFilter(HIGHLIGHT_LAYER, ['==', ['id'], highlighted ?? -1])
    placeLabels()
    describe()
  }

  function cameraFor(node: number | null): Camera | null {
    if (!layout) return null
    const view = node === null ? TOWN_VIEW : node >= layout.head.firstBuilding && node < layout.head.firstBuilding + layout.head.buildingCount ? BUILDING_VIEW : COMMITTEE_VIEW
    const air = (edge: number): number => edge + MARGIN_PIXELS
    return fitTilted({
      points: node !== null && opened?.node === node ? [...framedPoints(layout, node), ...boxes.flatMap(({ floor }) => floor.map(([lng, lat]): [number, number, number] => [lng, lat, openedHeight(opened!)]))] : framedPoints(layout, node), width: container.clientWidth, height: container.clientHeight,
      padding: { left: air(padding.left), right: air(padding.right), top: air(padding.top), bottom: air(padding.bottom) }, ...view,
    })
  }

  function moveTo(node: number | null, instant: boolean): void {
    framed = node
    userMoved = false
    const camera = cameraFor(node)
    if (!camera) return
    const { longitude, latitude, ...rest } = camera
    if (instant || reducedMotion()) map.jumpTo({ center: [longitude, latitude], ...rest })
    else map.flyTo({ center: [longitude, latitude], ...rest, duration: FLIGHT_MS, essential: true })
  }

  function pixelRatio(): number {
    const pixels = Math.max(1, container.clientWidth * container.clientHeight)
    return Math.max(0.5, Math.min(devicePixelRatio || 1, 2, Math.sqrt(MAX_CANVAS_PIXELS / pixels)))
  }

  function resize(): void {
    if (destroyed || container.clientWidth === 0 || container.clientHeight === 0) return
    map.setPixelRatio(pixelRatio())
    map.resize()
    overlay.setProps({ useDevicePixels: pixelRatio() })
    // 22 px at 1080 lines, as on the sketch, and in proportion on every other wall.
    const scale = Math.min(container.clientWidth / 1920, container.clientHeight / 1080)
    labels.setFontSize(Math.round(Math.max(13, 22 * scale)))
    rings.setFontSize(Math.round(Math.max(13, 22 * scale)))
    attribution.style.fontSize = `${Math.round(Math.max(12, 22 * scale))}px`
    if (!userMoved) moveTo(framed, true)
    placeLabels()
    gate.wake()
  }

  function placeAttribution(): void {
    attribution.style.right = `${padding.right + 12}px`
    attribution.style.bottom = `${padding.bottom + 8}px`
  }

  map.on('style.load', () => {
    styleReady = layout !== null
    choroplethShown = new Map()
    heatShown = ''
    if (styleReady) {
      refreshFigures()
      paintHighlight()
    }
  })
  // A town without a building never draws a layer; its first frame is the ground's.
  map.on('idle', tellFirstFrame)
  map.on('render', () => {
    placeLabels()
    gate.wake()
  })
  for (const event of ['dragstart', 'zoomstart', 'rotatestart', 'pitchstart'] as const) {
    map.on(event, (moved: { originalEvent?: unknown }) => { userMoved ||= moved.originalEvent !== undefined })
  }
  map.on('click', (event) => {
    if (!layout || !picks) return
    const box = opened ? overlay.pickObject({ x: event.point.x, y: event.point.y, layerIds: ['opened'] })?.object as UnitBox | undefined : undefined
    if (box) {
      options.onPickUnit?.(box.unit)
      return
    }
    const campus = rings.pick(event.point.x, event.point.y)
    if (campus !== null) {
      options.onPick(campus)
      return
    }
    const viewport = { width: container.clientWidth, height: container.clientHeight, longitude: map.getCenter().lng, latitude: map.getCenter().lat, zoom: map.getZoom(), pitch: map.getPitch(), bearing: map.getBearing() }
    options.onPick(pickNode(layout, picks, viewport, [event.point.x, event.point.y], layers.buildings))
  })
  const observer = new ResizeObserver(resize)
  observer.observe(container)
  placeAttribution()

  return {
    setLayout(next) {
      const sameTown = layout?.head.layoutHash === next.head.layoutHash
      if (sameTown) return
      layout = next
      geometry = buildGeometry(next)
      palette = paletteBytes(next.head.pack.statuses)
      slots = createSlotBytes(next.head.slotCount, NO_STATUS)
      picks = createPickIndex(next)
      figures = null
      pulses = new Uint8Array(0)
      highlighted = null
      opened = null
      boxes = []
      presence = buildingPresence(next, null)
      styleReady = false
      attribution.textContent = next.head.attribution.join(' · ')
      map.setStyle(createStyle(next), { diff: false })
      moveTo(null, true)
      describe()
    },
    setWorld(nextSlots, nextFigures) {
      slots?.set(nextSlots)
      figures = nextFigures
      refreshFigures()
      redrawBuildings()
    },
    applyDelta(delta) {
      if (!slots) return
      if (delta.slotIndex.length > 0) {
        slots.apply(delta.slotIndex, delta.slotStatus)
        addPulses(delta)
        redrawBuildings()
      }
      if (delta.figureNode.length > 0) scheduleRefresh()
    },
    setCells(next) {
      if (next === cells) return
      cells = next
      scheduleRefresh()
    },
    setLayers(next) {
      layers = { ...next }
      labels.setVisible(layers.labels)
      rings.setVisible(layers.campuses)
      refreshFigures()
      describe()
    },
    flyTo(node, { instant = false } = {}) {
      moveTo(node, instant)
    },
    highlight(node) {
      highlighted = node
      placeBuildings()
      paintHighlight()
    },
    openBuilding: (next, chosen = null) => setOpened(next, chosen),
    setPadding(next) {
      const same = (['left', 'right', 'top', 'bottom'] as const).every((edge) => next[edge] === padding[edge])
      if (same) return
      padding = { ...next }
      placeAttribution()
      if (!userMoved) moveTo(framed, true)
      placeLabels()
    },
    resize,
    redraw: redrawBuildings,
    stats: () => ({ ...counts }),
    destroy() {
      destroyed = true
      observer.disconnect()
      if (refreshTimer !== null) clearTimeout(refreshTimer)
      if (recoverTimer !== null) clearTimeout(recoverTimer)
      cancelAnimationFrame(pulseFrame)
      cancelAnimationFrame(statusFrame)
      gate.close()
      map.removeControl(overlay as unknown as maplibregl.IControl)
      map.remove()
      labels.destroy()
      rings.destroy()
      attribution.remove()
      ground.remove()
      container.classList.remove('live-map')
    },
  }
}
