import { color, Layer, type LayerProps, picking, project32, type UpdateParameters } from '@deck.gl/core'
import { Buffer, type RenderPass, type Texture } from '@luma.gl/core'
import { Model } from '@luma.gl/engine'
import { SLOT_ROW, type SlotBytes } from '../../createSlotBytes.ts'
import { type BuildingGeometry, CORNER_ROW, TABLE_WIDTH } from './buildGeometry.ts'
import { buildingsModule, type BuildingsUniforms, fragmentShader, vertexShader } from './buildingsShaders.ts'
import { heightScale, isNear } from './buildingScale.ts'
import { PALETTE_SIZE } from './paletteBytes.ts'

const VERTICES_PER_WALL = 6

export interface BuildingsLayerOwnProps {
  geometry: BuildingGeometry
  /** Changed in place: the layer writes what is dirty when it next draws; whoever changes it asks for a redraw. */
  slots: SlotBytes
  palette: Uint8Array
  /** Per building, in rows of TABLE_WIDTH: STEPS_BACK, AS_IT_IS or THE_ONE. */
  presence: Uint8Array
  /** 0 = the pack's colours; above, flat and faint: what lies below matters more. */
  mute: number
  /** Called with the one texture write of a change, which it must make; the owner of the clock can time it. */
  writeStatuses?: (write: () => void) => void
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
    palette: { type: 'object', value: null, compare: false },
    presence: { type: 'object', value: null, compare: false },
    mute: 0,
    writeStatuses: { type: 'function', value: (write: () => void) => write() },
  } as never

  declare state: {
    models: Model[]
    walls?: Model
    roofs?: Model
    statuses?: Texture
    presence?: Texture
    resources: (Buffer | Texture)[]
  }

  initializeState(): void {
    this.setState({ models: [], resources: [] })
  }

  override updateState({ props, oldProps }: UpdateParameters<this>): void {
    if (props.geometry !== oldProps.geometry || props.slots !== oldProps.slots || props.palette !== oldProps.palette) this.build()
    else if (props.presence !== oldProps.presence) this.state.presence?.writeData(props.presence)
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context)
    this.release()
  }

  override draw({ renderPass }: { renderPass: RenderPass }): void {
    this.writeDirtyRows()
    const { walls, roofs } = this.state
    const { mute, geometry } = this.props
    const { metersPerPixel, height } = this.context.viewport
    // Scale is read here and not described, so that moving the camera makes no new layers.
    const uniforms: BuildingsUniforms = { heightScale: mute > 0 ? 0 : heightScale(metersPerPixel), near: isNear(metersPerPixel, height) ? 1 : 0, metresPerPixel: metersPerPixel, commonPerMetre: geometry.commonPerMetre, mute }
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
    const { statuses } = this.state
    this.props.writeStatuses(() => statuses.writeData(slots.bytes.subarray(from * SLOT_ROW, (to + 1) * SLOT_ROW), { y: from, width: SLOT_ROW, height: to - from + 1 }))
    slots.taken()
  }

  private build(): void {
    this.release()
    const { geometry, slots, palette, presence: presenceBytes } = this.props
    const { device } = this.context
    const nearest = { minFilter: 'nearest', magFilter: 'nearest', addressModeU: 'clamp-to-edge', addressModeV: 'clamp-to-edge' } as const
    const statuses = device.createTexture({ format: 'r8uint', width: SLOT_ROW, height: slots.rows, mipLevels: 1, sampler: nearest, data: slots.bytes })
    slots.taken()
    const table = device.createTexture({ format: 'rgba32uint', width: TABLE_WIDTH, height: geometry.tableRows, mipLevels: 1, sampler: nearest, data: geometry.table })
    const presence = device.createTexture({ format: 'r8uint', width: TABLE_WIDTH, height: geometry.tableRows, mipLevels: 1, sampler: nearest, data: presenceBytes })
    const corners = device.createTexture({ format: 'rgba32uint', width: CORNER_ROW, height: geometry.cornerRows, mipLevels: 1, sampler: nearest, data: geometry.corners })
    const paletteTexture = device.createTexture({ format: 'rgba8unorm', width: PALETTE_SIZE, height: 2, mipLevels: 1, sampler: nearest, data: palette })
    const indices = device.createBuffer({ id: `${this.props.id}-roofs`, usage: Buffer.INDEX, indexType: 'uint32', data: geometry.roofIndices })
    const common = {
      ...super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, color, picking, buildingsModule] }),
      topology: 'triangle-list', bufferLayout: [],
      parameters: { depthWriteEnabled: true, depthCompare: 'less-equal', cullMode: 'back' },
      bindings: { buildingTable: table, buildingPresence: presence, corners, slotStatuses: statuses, statusPalette: paletteTexture },
    } as const
    const roofs = geometry.roofIndices.length === 0 ? undefined : new Model(device, {
      ...common, id: `${this.props.id}-roofs`, indexBuffer: indices, vertexCount: geometry.roofIndices.length,
    })
    const walls = geometry.wallCount === 0 ? undefined : new Model(device, {
      ...common, defines: { IS_WALL: true }, id: `${this.props.id}-walls`, vertexCount: geometry.wallCount * VERTICES_PER_WALL,
    })
    this.setState({ models: [roofs, walls].filter((model) => model !== undefined), roofs, walls, statuses, presence, resources: [statuses, table, presence, corners, paletteTexture, indices] })
  }

  private release(): void {
    for (const resource of [...this.state.models, ...this.state.resources]) resource.destroy()
    this.setState({ models: [], roofs: undefined, walls: undefined, statuses: undefined, presence: undefined, resources: [] })
  }
}
