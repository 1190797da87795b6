/** `{width, height, data}` (RGBA) at half its width and height; each pixel is the mean of four. */
export function halvePicture({ width, height, data }) {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1]
  const half = new Uint8Array(halfWidth * halfHeight * 4)
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const at = (2 * y * width + 2 * x) * 4 + channel
        half[(y * halfWidth + x) * 4 + channel] = (data[at] + data[at + 4] + data[at + width * 4] + data[at + width * 4 + 4] + 2) >> 2
      }
    }
  }
  return { width: halfWidth, height: halfHeight, data: half }
}
