import { color, Layer, type LayerProps, picking, project32, type UpdateParameters } from '@deck.gl/core'
import type { Buffer, RenderPass, Texture } from '@luma.gl/core'
import { Model } from '@luma.gl/engine'
import { SLOT_ROW, type SlotBytes } from '../../createSlotBytes.ts'
import { type BuildingGeometry, TABLE_WIDTH, VERTEX_BYTES } from './buildGeometry.ts'
import { buildingsModule, type BuildingsUniforms, fragmentShader, vertexShader } from './buildingsShaders.ts'
import { heightScale } from './heightScale.ts'
import { PALETTE_SIZE } from './paletteBytes.ts'

export interface BuildingsLayerOwnProps {
  geometry: BuildingGeometry
  slots: SlotBytes
  /** slots.revision at the time of description: a new one makes the layer write what is dirty. */
  slotsRevision: number
  palette: Uint8Array
  /** Node index of the building or committee that stands out, or -1. */
  highlight: number
  firstBuilding: number
  /** 0 = the pack's colours; above, flat and faint: what lies below matters more. */
  mute: number
  onTextureWrite?: (milliseconds: number) => void
}

/**
 * All buildings in two draw calls, coloured by GPU look-up: building table → slot of the storey → status byte → palette.
 * A change of status is one texture write; no vertex knows a colour.
 */
export class BuildingsLayer extends Layer<Required<BuildingsLayerOwnProps> & Required<LayerProps>> {
  static override layerName = 'BuildingsLayer'
  static override defaultProps = {
    geometry: { type: 'object', value: null, compare: false },
    slots: { type: 'object', value: null, compare: false },
    slotsRevision: 0,
    palette: { type: 'object', value: null, compare: false },
    highlight: -1,
    firstBuilding: 0,
    mute: 0,
    onTextureWrite: { type: 'function', value: () => {} },
  } as never

  declare state: {
    models: Model[]
    walls?: Model
    roofs?: Model
    buffers: Buffer[]
    statuses?: Texture
    table?: Texture
    palette?: Texture
  }

  initializeState(): void {
    this.setState({ models: [], buffers: [] })
  }

  override updateState({ props, oldProps }: UpdateParameters<this>): void {
    if (props.geometry !== oldProps.geometry || props.slots !== oldProps.slots || props.palette !== oldProps.palette) this.build()
    else if (props.slotsRevision !== oldProps.slotsRevision) this.writeDirtyRows()
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context)
    this.release()
  }

  override draw({ renderPass }: { renderPass: RenderPass }): void {
    const { walls, roofs } = this.state
    const { highlight, firstBuilding, mute, geometry } = this.props
    const { metersPerPixel } = this.context.viewport
    // Scale is read here and not described, so that moving the camera makes no new layers.
    const uniforms: BuildingsUniforms = { heightScale: mute > 0 ? 0 : heightScale(metersPerPixel), metresPerPixel: metersPerPixel, commonPerMetre: geometry.commonPerMetre, highlight, firstBuilding, mute }
    for (const model of [roofs, walls]) {
      if (!model || (model === walls && uniforms.heightScale <= 0)) continue
      model.shaderInputs.setProps({ buildings: uniforms })
      model.draw(renderPass)
    }
  }

  /** Rows between the first and the last dirty one: one call is faster than many small ones (bench/recolor). */
  private writeDirtyRows(): void {
    const { slots } = this.props
    if (!slots.dirty || !this.state.statuses) return
    const { from, to } = slots.dirty
    const started = performance.now()
    this.state.statuses.writeData(slots.bytes.subarray(from * SLOT_ROW, (to + 1) * SLOT_ROW), { y: from, width: SLOT_ROW, height: to - from + 1 })
    slots.taken()
    this.props.onTextureWrite(performance.now() - started)
  }

  private build(): void {
    this.release()
    const { geometry, slots, palette } = this.props
    const { device } = this.context
    const nearest = { minFilter: 'nearest', magFilter: 'nearest', addressModeU: 'clamp-to-edge', addressModeV: 'clamp-to-edge' } as const
    const statuses = device.createTexture({ format: 'r8uint', width: SLOT_ROW, height: slots.rows, mipLevels: 1, sampler: nearest, data: slots.bytes })
    slots.taken()
    const table = device.createTexture({ format: 'rgba32uint', width: TABLE_WIDTH, height: geometry.tableRows, mipLevels: 1, sampler: nearest, data: geometry.table })
    const paletteTexture = device.createTexture({ format: 'rgba8unorm', width: PALETTE_SIZE, height: 2, mipLevels: 1, sampler: nearest, data: palette })
    const vertices = device.createBuffer({ id: `${this.props.id}-vertices`, data: new Uint8Array(geometry.vertices) })
    const indices = device.createBuffer({ id: `${this.props.id}-roofs`, usage: 16 /* Buffer.INDEX */, indexType: 'uint32', data: geometry.roofIndices })
    const bindings = { buildingTable: table, slotStatuses: statuses, statusPalette: paletteTexture }
    const shaders = super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, color, picking, buildingsModule] })
    const parameters = { depthWriteEnabled: true, depthCompare: 'less-equal', cullMode: 'back' } as const
    const start = { attribute: 'start', format: 'float32x2', byteOffset: 0 } as const
    const building = { attribute: 'building', format: 'uint32', byteOffset: 8 } as const

    const roofs = geometry.roofIndices.length === 0 ? undefined : new Model(device, {
      ...shaders, id: `${this.props.id}-roofs`, topology: 'triangle-list', parameters, bindings,
      bufferLayout: [{ name: 'vertices', stepMode: 'vertex', byteStride: VERTEX_BYTES, attributes: [start, building] }],
      attributes: { vertices }, indexBuffer: indices, vertexCount: geometry.roofIndices.length,
    })
    const walls = geometry.wallCount === 0 ? undefined : new Model(device, {
      ...shaders, defines: { ...shaders.defines, IS_WALL: true }, id: `${this.props.id}-walls`, topology: 'triangle-strip', parameters, bindings,
      bufferLayout: [{ name: 'vertices', stepMode: 'instance', byteStride: VERTEX_BYTES, attributes: [start, building, { attribute: 'end', format: 'float32x2', byteOffset: VERTEX_BYTES }] }],
      attributes: { vertices }, isInstanced: true, vertexCount: 4, instanceCount: geometry.wallCount,
    })
    this.setState({ models: [roofs, walls].filter((model) => model !== undefined), roofs, walls, buffers: [vertices, indices], statuses, table, palette: paletteTexture })
  }

  private release(): void {
    const { models, buffers, statuses, table, palette } = this.state
    for (const resource of [...models, ...buffers, statuses, table, palette]) resource?.destroy()
    this.setState({ models: [], buffers: [], roofs: undefined, walls: undefined, statuses: undefined, table: undefined, palette: undefined })
  }
}
