import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listScopeLines, type ScopeTreeNode, toggleScopeNode } from '../../../web/desk/listScopeLines.ts'

const NODES: ScopeTreeNode[] = [
  { id: 'n0', name: '测试街道', parent: null }, { id: 'n1', name: '测试一居委', parent: 'n0' }, { id: 'n2', name: '测试二居委', parent: 'n0' },
  { id: 'n3', name: '测试一村', parent: 'n1' }, { id: 'b10', name: '10号', parent: 'n3' }, { id: 'b2', name: '2号', parent: 'n3' }, { id: 'b5', name: '2号', parent: 'n2' },
]
const ask = (change: Partial<Parameters<typeof listScopeLines>[0]> = {}) => listScopeLines({ nodes: NODES, chosen: [], open: new Set(), text: '', most: 50, ...change })
const names = (question: ReturnType<typeof ask>): string[] => question.lines.map(({ node }) => node.name)

describe('the lines that a scope is chosen from', () => {
  it('are the tree as far as it is open, in the order in which people count', () => {
    expect(names(ask())).toEqual(['测试街道'])
    const open = ask({ open: new Set(['n0', 'n1', 'n3']) })
    expect(open.lines.map(({ node, depth }) => [node.id, depth])).toEqual([['n0', 0], ['n2', 1], ['n1', 1], ['n3', 2], ['b2', 3], ['b10', 3]])
    expect(open.lines.map(({ hasBelow }) => hasBelow)).toEqual([true, true, true, true, false, false])
  })

  it('are found by name wherever they are, also by what they stand in and their own name, and say where', () => {
    expect(ask({ text: '2号' }).lines.map(({ node, path }) => [node.id, path])).toEqual([['b5', '测试街道 / 测试二居委'], ['b2', '测试街道 / 测试一居委 / 测试一村']])
    expect(ask({ text: '一村 ２号' }).lines.map(({ node }) => node.id)).toEqual(['b2'])
    // What only stands above is not meant.
    expect(names(ask({ text: '一村' }))).toEqual(['测试一村'])
    expect(names(ask({ text: '没有' }))).toEqual([])
  })

  it('are held with what is chosen above them', () => {
    const lines = ask({ chosen: ['n1'], open: new Set(['n0', 'n1', 'n3']) }).lines
    expect(Object.fromEntries(lines.map(({ node, held }) => [node.id, held]))).toEqual({ n0: 'no', n1: 'chosen', n2: 'no', n3: 'above', b2: 'above', b10: 'above' })
    expect(ask({ chosen: ['all'] }).lines[0].held).toBe('above')
  })

  it('beyond the most are counted; a parent that is not there makes a root; a closed node can be opened', () => {
    expect(ask({ text: '测', most: 1 })).toMatchObject({ lines: [{ node: { id: 'n0' } }], left: 3 })
    expect(listScopeLines({ nodes: [{ id: 'n9', name: '居委', parent: 'n0' }, { id: 'c0', name: '小学', parent: null, isClosed: true }], chosen: [], open: new Set(), text: '', most: 9 }).lines.map(({ node, hasBelow }) => [node.id, hasBelow])).toEqual(expect.arrayContaining([['n9', false], ['c0', true]]))
  })
})

describe('one node more or less', () => {
  it('covers what lies below it, which is no longer named', () => {
    expect(toggleScopeNode(NODES, ['b2', 'n2'], 'n1')).toEqual(['n2', 'n1'])
    expect(toggleScopeNode(NODES, ['b2', 'n2'], 'all')).toEqual(['all'])
    expect(toggleScopeNode(NODES, ['all'], 'n2')).toEqual(['n2'])
  })
  it('taken off again leaves the others, also those that are in no tree any more', () => {
    expect(toggleScopeNode(NODES, ['n77', 'n1'], 'n1')).toEqual(['n77'])
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom('b2', 'b5', 'b10', 'n77')), fc.constantFrom('b2', 'b5', 'b10'), (chosen, id) => {
      expect(new Set(toggleScopeNode(NODES, toggleScopeNode(NODES, chosen, id), id))).toEqual(new Set(chosen))
    }))
  })
})
