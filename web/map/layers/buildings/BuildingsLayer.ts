import { color, Layer, type LayerProps, picking, project32, type UpdateParameters } from '@deck.gl/core'
import { Buffer, type RenderPass, type Texture } from '@luma.gl/core'
import { Model } from '@luma.gl/engine'
import { SLOT_ROW, type SlotBytes } from '../../createSlotBytes.ts'
import { type BuildingGeometry, TABLE_WIDTH, VERTEX_BYTES } from './buildGeometry.ts'
import { buildingsModule, type BuildingsUniforms, fragmentShader, vertexShader } from './buildingsShaders.ts'
import { heightScale, isNear } from './buildingScale.ts'
import { PALETTE_SIZE } from './paletteBytes.ts'

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
    table?: Texture
    resources: (Buffer | Texture)[]
  }

  initializeState(): void {
    this.setState({ models: [], resources: [] })
  }

  override updateState({ props, oldProps }: UpdateParameters<this>): void {
    if (props.geometry !== oldProps.geometry || props.slots !== oldProps.slots || props.palette !== oldProps.palette) this.build()
    else if (props.presence !== oldProps.presence) this.state.table?.writeData(tableWith(props.geometry, props.presence))
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
    const { geometry, slots, palette, presence } = this.props
    const { device } = this.context
    const nearest = { minFilter: 'nearest', magFilter: 'nearest', addressModeU: 'clamp-to-edge', addressModeV: 'clamp-to-edge' } as const
    const statuses = device.createTexture({ format: 'r8uint', width: SLOT_ROW, height: slots.rows, mipLevels: 1, sampler: nearest, data: slots.bytes })
    slots.taken()
    const table = device.createTexture({ format: 'rgba32uint', width: TABLE_WIDTH, height: geometry.tableRows, mipLevels: 1, sampler: nearest, data: tableWith(geometry, presence) })
    const paletteTexture = device.createTexture({ format: 'rgba8unorm', width: PALETTE_SIZE, height: 2, mipLevels: 1, sampler: nearest, data: palette })
    const vertices = device.createBuffer({ id: `${this.props.id}-vertices`, data: geometry.vertices })
    const model = (kind: 'walls' | 'roofs', defines: Record<string, boolean>, data: Uint32Array): Model => {
      const indexBuffer = device.createBuffer({ id: `${this.props.id}-${kind}-indices`, usage: Buffer.INDEX, indexType: 'uint32', data })
      resources.push(indexBuffer)
      return new Model(device, {
        ...super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, color, picking, buildingsModule] }),
        id: `${this.props.id}-${kind}`, defines, topology: 'triangle-list', indexBuffer, vertexCount: data.length, attributes: { vertices },
        bufferLayout: [{
          name: 'vertices', stepMode: 'vertex', byteStride: VERTEX_BYTES,
          attributes: [{ attribute: 'corner', format: 'float32x2', byteOffset: 0 }, { attribute: 'owner', format: 'uint32x2', byteOffset: 8 }],
        }],
        parameters: { depthWriteEnabled: true, depthCompare: 'less-equal', cullMode: 'back' },
        bindings: { buildingTable: table, slotStatuses: statuses, statusPalette: paletteTexture },
      })
    }
    const resources = [statuses, table, paletteTexture, vertices]
    const roofs = model('roofs', {}, geometry.roofIndices)
    const walls = model('walls', { IS_WALL: true }, geometry.wallIndices)
    this.setState({ models: [roofs, walls], roofs, walls, statuses, table, resources })
  }

  private release(): void {
    for (const resource of [...this.state.models, ...this.state.resources]) resource.destroy()
    this.setState({ models: [], roofs: undefined, walls: undefined, statuses: undefined, table: undefined, resources: [] })
  }
}

/** The building table with each building's presence in its fourth column. */
function tableWith({ table }: BuildingGeometry, presence: Uint8Array): Uint32Array {
  const filled = table.slice()
  for (let b = 0; b < presence.length; b++) filled[b * 4 + 3] = presence[b]
  return filled
}
