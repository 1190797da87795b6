import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divisions, nameOfPlace } from '../../../../server/packs/epidemic/divisions.ts'
import { matchRegion, placesOfText } from '../../../../server/packs/epidemic/matchRegion.ts'

const read = (text: string): string => placesOfText(text).places.map(nameOfPlace).join(' ')
const table = (rows: string): [string, string][] => rows.trim().split('\n').map((line) => line.split('→').map((side) => side.trim()) as [string, string])

describe('[R5] places are matched by name and by administrative containment', () => {
  it.each(table(`
    湖北省武汉市江夏区 → 湖北武汉江夏区
    湖北武汉 → 湖北武汉
    武汉 → 湖北武汉
    孝感 → 湖北孝感
    江夏 → 湖北武汉江夏区
    湖北 武汉 江夏 → 湖北武汉江夏区
    浙江乐清 → 浙江温州乐清
    乐清市 → 浙江温州乐清
    江苏省海门市 → 江苏南通海门区
    海门 → 江苏南通海门区
    仙桃 → 湖北仙桃
    恩施州 → 湖北恩施
    广西壮族自治区南宁市 → 广西南宁
    内蒙 → 内蒙古
    新疆乌鲁木齐 → 新疆乌鲁木齐
    襄樊 → 湖北襄阳
    途经无锡 → 江苏无锡
    从武汉经合肥到上海 → 湖北武汉 安徽合肥 上海
    1月25日武汉出发 → 湖北武汉
    湖北武汉 → 湖北武汉
    香港 → 香港
  `))('%s → %s', (text, places) => expect(read(text)).toBe(places))
})

describe('[R5] a name that several places share never matches wrongly', () => {
  it.each(table(`
    北京朝阳 → 北京朝阳区
    北京海淀、朝阳 → 北京海淀区 北京朝阳区
    朝阳 → 辽宁朝阳
    朝阳区 →
    鼓楼 →
    南京鼓楼 → 江苏南京鼓楼区
    福建福州鼓楼区 → 福建福州鼓楼区
    江宁 → 江苏南京江宁区
    通州 →
    南通通州 → 江苏南通通州区
    吉林 → 吉林
    吉林市 → 吉林吉林
    河南 → 河南
    海南 → 海南
    青海海南 → 青海海南
    长沙市 → 湖南长沙
    上海南京路 → 上海
    南京西路 →
    台州路桥 → 浙江台州路桥区
    已报公安 →
    公安县 → 湖北荆州公安
    外地 →
  `))('%s → %s', (text, places) => expect(read(text)).toBe(places))
})

describe('[R5] a denial matches nothing', () => {
  it.each(table(`
    无 →
    否 →
    没去过 →
    未途经湖北 →
    没有途经湖北 →
    未经过湖北 →
    未经湖北 →
    否认途经武汉 →
    无湖北旅居史 →
    湖北旅居史无 →
    非湖北 →
    途经湖北：无 →
    是否途经湖北？否 →
    武汉没去过 →
    未途经湖北、温州 →
    14天内未去过湖北及温州 →
    未途经湖北，途经温州 → 浙江温州
    未在湖北停留 →
    途经湖北(未停留) → 湖北
    途经武汉未下车 → 湖北武汉
    途经湖北，未停留 → 湖北
    经湖北高速没逗留 → 湖北
    未途经湖北途经温州 → 浙江温州
    未途经湖北、途经温州 → 浙江温州
    没去过湖北但去过温州 → 浙江温州
    温州去过但湖北没去过 → 浙江温州
    近14天内无武汉旅居史，途经信阳 → 河南信阳
    未离开武汉 → 湖北武汉
    不确定是否途经湖北 → 湖北
  `))('%s → %s', (text, places) => expect(read(text)).toBe(places))
})

it('[R5] every division is found by its full address, and lies in all its superiors', () => {
  for (const division of divisions().all) {
    const chain = [division]
    while (chain[0].parent) chain.unshift(chain[0].parent)
    const [place] = placesOfText(chain.map(({ name }) => name).join('')).places
    expect(place, nameOfPlace(division)).toBe(division)
    for (const superior of chain) expect(matchRegion(place, superior)).toBe(true)
  }
})

it('[R5] a denied division is never found, but where the denial may be the beginning of another place or word: in doubt a place counts', () => {
  const denied = divisions().all.flatMap(({ name }) => ['未途经', '没有去过', '没到过', '无', '否认途经', '不是'].map((denial) => denial + name))
  expect(denied.filter((text) => placesOfText(text).places.length > 0)).toEqual(['无锡林郭勒盟', '无锡林浩特市', '无法库县', '无锡山区'])
})

it('reads any text without throwing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void placesOfText(text)))
})
