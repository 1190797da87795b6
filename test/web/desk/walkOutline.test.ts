import { describe, expect, it } from 'vitest'
import { outlineOf, readOutline } from '../../../web/desk/walkOutline.ts'
import { createBuildingView, createCell } from '../../fixtures/createBuildingView.ts'
import { createPackDescription } from '../../fixtures/createPackDescription.ts'

const outline = () => outlineOf(createBuildingView([createCell('101', { seq: 4, tags: 3, day: 2 }), createCell('B1', { storey: null })]), createPackDescription())

describe('what the browser keeps of a building', () => {
  it('is ids, storeys, room labels, statuses and what they mean: nothing else that the server said', () => {
    expect(Object.keys(outline()).sort()).toEqual(['cells', 'day', 'id', 'label', 'statuses'])
    for (const cell of outline().cells) expect(Object.keys(cell).sort()).toEqual(['id', 'room', 'seq', 'status', 'storey'])
    for (const status of outline().statuses) expect(Object.keys(status).sort()).toEqual(['colorOnLight', 'glyph', 'name'])
  })
  it('comes back as it was; anything else in its place is no outline', () => {
    expect(readOutline(JSON.stringify(outline()))).toEqual(outline())
    for (const text of [null, '', '{', 'null', '[]', '{"id":"b1"}', JSON.stringify({ ...outline(), cells: [{ id: 1 }] }), JSON.stringify({ ...outline(), cells: [null] })]) expect(readOutline(text)).toBeNull()
  })
})
