import { color, Layer, type LayerProps, picking, project32, type UpdateParameters } from '@deck.gl/core'
import type { Buffer, RenderPass } from '@luma.gl/core'
import { Model } from '@luma.gl/engine'
import { PULSE_BYTES, PULSE_SECONDS } from './pulseBytes.ts'

type PulseUniforms = { nowSeconds: number; metresPerPixel: number }

export interface PulseLayerOwnProps {
  /** PULSE_BYTES each; a new array is a new set of pulses. */
  pulses: Uint8Array
  /** On the clock of the pulses' starts. */
  nowSeconds: number
}

const uniformBlock = /* glsl */ `\
layout(std140) uniform pulseUniforms {
  float nowSeconds;
  float metresPerPixel;
} pulse;
`
const pulseModule = { name: 'pulse', vs: uniformBlock, fs: uniformBlock, uniformTypes: { nowSeconds: 'f32', metresPerPixel: 'f32' } } as const

const vertexShader = /* glsl */ `\
#version 300 es
#define SHADER_NAME pulse-vertex
precision highp float;

in vec2 center;
in float radiusMetres;
in float startSeconds;
in vec4 paint;

out vec2 offset;
flat out float age;
flat out float thickness;
flat out vec3 tint;

void main(void) {
  age = (pulse.nowSeconds - startSeconds) / ${PULSE_SECONDS.toFixed(3)};
  if (age < 0.0 || age >= 1.0) {
    gl_Position = vec4(0.0);
    return;
  }
  float eased = 1.0 - (1.0 - age) * (1.0 - age);
  float reach = max(radiusMetres, 6.0 * pulse.metresPerPixel) + (4.0 + 22.0 * eased) * pulse.metresPerPixel;
  thickness = 2.4 * pulse.metresPerPixel / reach;
  tint = paint.rgb;
  offset = vec2((gl_VertexID & 1) == 1 ? 1.0 : -1.0, gl_VertexID > 1 ? 1.0 : -1.0) * (1.0 + thickness);
  geometry.worldPosition = vec3(center, 0.0);
  gl_Position = project_position_to_clipspace(vec3(center, 0.0), vec3(0.0), project_size(vec3(offset * reach, 0.0)), geometry.position);
}
`
const fragmentShader = /* glsl */ `\
#version 300 es
#define SHADER_NAME pulse-fragment
precision highp float;

in vec2 offset;
flat in float age;
flat in float thickness;
flat in vec3 tint;

out vec4 fragColor;

void main(void) {
  float distance = abs(length(offset) - 1.0);
  float covered = 1.0 - smoothstep(thickness * 0.5, thickness, distance);
  float alpha = covered * (1.0 - age) * (1.0 - age);
  if (alpha <= 0.003) discard;
  fragColor = vec4(mix(tint, vec3(1.0), 0.55), alpha);
}
`

/** One calm ring per change, once, opening on the ground around the building; nothing is drawn when it is over. */
export class PulseLayer extends Layer<Required<PulseLayerOwnProps> & Required<LayerProps>> {
  static override layerName = 'PulseLayer'
  static override defaultProps = { pulses: { type: 'object', value: null, compare: false }, nowSeconds: 0 } as never

  declare state: { models: Model[]; buffer?: Buffer }

  initializeState(): void {
    this.setState({ models: [] })
  }

  override updateState({ props, oldProps }: UpdateParameters<this>): void {
    if (props.pulses === oldProps.pulses) return
    this.release()
    const { device } = this.context
    if (props.pulses.length === 0) return
    const buffer = device.createBuffer({ id: `${props.id}-pulses`, data: props.pulses })
    const model = new Model(device, {
      ...super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, color, picking, pulseModule] }),
      id: props.id, topology: 'triangle-strip', isInstanced: true, vertexCount: 4, instanceCount: props.pulses.length / PULSE_BYTES,
      parameters: { depthWriteEnabled: false, depthCompare: 'always', cullMode: 'none' },
      bufferLayout: [{
        name: 'pulses', stepMode: 'instance', byteStride: PULSE_BYTES,
        attributes: [
          { attribute: 'center', format: 'float32x2', byteOffset: 0 }, { attribute: 'radiusMetres', format: 'float32', byteOffset: 8 },
          { attribute: 'startSeconds', format: 'float32', byteOffset: 12 }, { attribute: 'paint', format: 'unorm8x4', byteOffset: 16 },
        ],
      }],
      attributes: { pulses: buffer },
    })
    this.setState({ models: [model], buffer })
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context)
    this.release()
  }

  override draw({ renderPass }: { renderPass: RenderPass }): void {
    const uniforms: PulseUniforms = { nowSeconds: this.props.nowSeconds, metresPerPixel: this.context.viewport.metersPerPixel }
    for (const model of this.state.models) {
      model.shaderInputs.setProps({ pulse: uniforms })
      model.draw(renderPass)
    }
  }

  private release(): void {
    for (const model of this.state.models) model.destroy()
    this.state.buffer?.destroy()
    this.setState({ models: [], buffer: undefined })
  }
}
