import { SLOT_FLAT, SLOT_ROOF, SLOT_STOREYS } from '../../../../server/protocol/layout.ts'
import { SLOT_ROW } from '../../createSlotBytes.ts'
import { TABLE_WIDTH } from './buildGeometry.ts'
import { NOT_DRAWN } from './buildingPresence.ts'
import { STOREY_FORMULA } from './storeyFormula.ts'

/** Order and types are the std140 block's below. */
export type BuildingsUniforms = {
  /** 0 = flat footprints, 1 = full height. */
  heightScale: number
  /** 1 = near: roofs tell the worst below them; 0 = from afar: the flat status, loud or commonest. */
  near: number
  metresPerPixel: number
  /** Common units in a metre, so that hatches are drawn in metres. */
  commonPerMetre: number
  /** 0 = the pack's colours, 1 = all neutral: under a heat map, which must not compete. */
  mute: number
}

const uniformBlock = /* glsl */ `\
layout(std140) uniform buildingsUniforms {
  float heightScale;
  float near;
  float metresPerPixel;
  float commonPerMetre;
  float mute;
} buildings;
`

export const buildingsModule = {
  name: 'buildings',
  vs: uniformBlock,
  fs: uniformBlock,
  uniformTypes: { heightScale: 'f32', near: 'f32', metresPerPixel: 'f32', commonPerMetre: 'f32', mute: 'f32' },
} as const

const log2 = (value: number): number => Math.round(Math.log2(value))

/** One for both; IS_WALL tells walls from roofs. Attributes are the vertices of buildGeometry. */
export const vertexShader = /* glsl */ `\
#version 300 es
#define SHADER_NAME buildings-vertex
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D buildingTable;

in vec2 corner;
in uvec2 owner;

out vec2 facing;
out float fraction;
out float heightMetres;
flat out uint slot;
flat out uint storeys;
flat out float shade;
flat out float presence;

void main(void) {
  uint building = owner.x;
  uvec4 row = texelFetch(buildingTable, ivec2(building & ${TABLE_WIDTH - 1}u, building >> ${log2(TABLE_WIDTH)}), 0);
  slot = row.x;
  storeys = row.y;
  presence = float(row.w);
  float top = float(owner.y & 1u);
  vec2 xy = corner;
  float z = float(row.z) * 0.01 * buildings.heightScale * top;
  fraction = top;
#ifdef IS_WALL
  shade = float((owner.y >> 1) & 255u) / 255.0;
  heightMetres = z;
  facing = vec2(float(owner.y >> 9) * 0.01, z);
#else
  shade = 1.0;
  heightMetres = 1000.0;
  facing = xy / buildings.commonPerMetre;
#endif
  geometry.worldPosition = vec3(xy, z);
  gl_Position = project_position_to_clipspace(vec3(xy, z), vec3(0.0), vec3(0.0), geometry.position);
  // Behind the far plane, every vertex of it.
  if (row.w == ${NOT_DRAWN}u) gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
}
`

export const fragmentShader = /* glsl */ `\
#version 300 es
#define SHADER_NAME buildings-fragment
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D slotStatuses;
uniform sampler2D statusPalette;

in vec2 facing;
in float fraction;
in float heightMetres;
flat in uint slot;
flat in uint storeys;
flat in float shade;
flat in float presence;

out vec4 fragColor;

uint statusAt(uint index) {
  return texelFetch(slotStatuses, ivec2(index & ${SLOT_ROW - 1}u, index >> ${log2(SLOT_ROW)}), 0).r;
}

/** Severity's rank and whether the status is loud. */
vec2 weightOf(uint status) {
  return texelFetch(statusPalette, ivec2(status, 1), 0).rg;
}

/** Share of the pixel that a stripe covers; repeats at every whole coord, fades out where stripes would be finer than pixels. */
float stripe(float coord, float perPixel) {
  float distance = abs(fract(coord) - 0.5);
  float covered = 1.0 - smoothstep(0.14 - perPixel * 0.5, 0.14 + perPixel * 0.5, distance);
  return covered * (1.0 - smoothstep(0.22, 0.45, perPixel));
}

float hatch(int kind, vec2 at, float period) {
  vec2 p = at / period;
  vec2 slant = vec2(p.x + p.y, p.x - p.y) * 0.7071;
  vec2 perPixel = fwidth(p);
  vec2 slantPerPixel = fwidth(slant);
  if (kind == 1) return stripe(slant.x, slantPerPixel.x);
  if (kind == 2) return max(stripe(slant.x, slantPerPixel.x), stripe(slant.y, slantPerPixel.y));
  if (kind == 3) {
    float blur = max(perPixel.x, perPixel.y);
    float covered = 1.0 - smoothstep(0.24 - blur * 0.5, 0.24 + blur * 0.5, length(fract(p) - 0.5));
    return covered * (1.0 - smoothstep(0.22, 0.45, blur));
  }
  if (kind == 4) return stripe(p.y, perPixel.y);
  if (kind == 5) return stripe(p.x, perPixel.x);
  return 0.0;
}

vec3 hatched(vec3 color, int kind) {
  // The period is a power of two of a metre, so that the hatch stays put while the camera moves and keeps its size in pixels.
  float period = exp2(round(log2(buildings.metresPerPixel * 9.0)));
  float covered = hatch(kind, facing, period) * (1.0 - buildings.mute);
  float ink = step(dot(color, vec3(0.3, 0.59, 0.11)), 0.42);
  return mix(color, vec3(ink), covered * mix(0.20, 0.16, ink));
}

/** Coarser than this, metres a pixel, a house is a few pixels: hatches, seams and single storeys would only flicker. */
const float DETAIL_UNTIL = 4.0;

void main(void) {
  uint status;
  bool detailed = buildings.metresPerPixel < DETAIL_UNTIL;
  float seam = 0.0;
#ifdef IS_WALL
  float count = float(storeys);
  float perPixel = max(fwidth(fraction * count), 1e-6);
  if (storeys == 0u) {
    status = statusAt(slot + ${SLOT_FLAT}u);
  } else {
    status = statusAt(slot + ${SLOT_STOREYS}u + uint(${STOREY_FORMULA}));
    if (detailed && perPixel > 1.0) {
      // From afar a pixel spans several storeys; a loud one among them is shown, or it would flicker away.
      float here = fraction;
      for (int k = -1; k <= 1; k += 2) {
        float fraction = clamp(here + float(k) * 0.35 * perPixel / count, 0.0, 1.0);
        uint other = statusAt(slot + ${SLOT_STOREYS}u + uint(${STOREY_FORMULA}));
        vec2 weight = weightOf(other);
        if (weight.y > 0.0 && weight.x > weightOf(status).x) status = other;
      }
    }
    float nearest = abs(fract(fraction * count + 0.5) - 0.5) / perPixel;
    if (detailed) seam = (1.0 - smoothstep(0.3, 1.1, nearest)) * smoothstep(4.0, 10.0, 1.0 / perPixel);
  }
#else
  status = statusAt(slot + (buildings.near > 0.5 && storeys > 0u ? ${SLOT_ROOF}u : ${SLOT_FLAT}u));
#endif
  vec4 paint = texelFetch(statusPalette, ivec2(status, 0), 0);
  vec3 color = mix(paint.rgb, vec3(0.165, 0.212, 0.29), buildings.mute);
  if (detailed) color = hatched(color, int(paint.a * 255.0 + 0.5));
  color *= shade * mix(0.82, 1.0, smoothstep(0.0, 14.0, heightMetres)) * (1.0 - 0.42 * seam);
  // What does not stand out steps back, but a loud status is still to be told there.
  color = mix(mix(color, vec3(0.06, 0.09, 0.14), 0.6), color, min(presence, 1.0));
  color = mix(color, vec3(1.0), max(presence - 1.0, 0.0) * 0.14);
  fragColor = vec4(color, layer.opacity * (1.0 - 0.62 * buildings.mute));
  geometry.uv = vec2(0.0);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`
