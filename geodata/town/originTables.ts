import type { Origin } from './classifyStay.ts'

const place = (province: string, city: string, inCity?: string): Origin => ({
  text: province + (inCity ?? city), within: [province, province + city],
})

export const KEY_ORIGINS: readonly Origin[] = [
  place('湖北', '武汉'), place('湖北', '武汉'), place('湖北', '孝感'), place('湖北', '黄冈'), place('湖北', '荆州'), place('湖北', '宜昌'),
  place('湖北', '襄阳'), place('湖北', '咸宁'),
]
export const CONCERN_ORIGINS: readonly Origin[] = [
  place('浙江', '温州'), place('浙江', '温州'), place('浙江', '温州', '乐清'), place('河南', '信阳'), place('河南', '信阳'),
  place('广东', '深圳'), place('安徽', '阜阳'), place('安徽', '阜阳'), place('江西', '南昌'), place('湖南', '岳阳'), place('浙江', '台州'),
]
export const OTHER_ORIGINS: readonly Origin[] = [
  place('江苏', '盐城'), place('江苏', '南通'), place('江苏', '徐州'), place('江苏', '苏州'), place('安徽', '合肥'), place('安徽', '六安'),
  place('安徽', '安庆'), place('山东', '济南'), place('山东', '临沂'), place('四川', '成都'), place('四川', '南充'), place('陕西', '西安'),
  place('河南', '郑州'), place('河南', '商丘'), place('江西', '上饶'), place('福建', '福州'), place('福建', '泉州'), place('湖南', '长沙'),
  place('广东', '广州'), place('辽宁', '沈阳'), place('黑龙江', '哈尔滨'), place('吉林', '长春'), place('河北', '石家庄'), place('山西', '太原'),
  place('云南', '昆明'), place('贵州', '贵阳'), place('广西', '南宁'), place('浙江', '杭州'), place('浙江', '宁波'), place('浙江', '绍兴'),
  place('甘肃', '兰州'), { text: '重庆', within: ['重庆'] }, { text: '北京', within: ['北京'] }, { text: '天津', within: ['天津'] },
]
/** What people write when nothing is to be read from it: yellow, and somebody should ask. */
export const VAGUE_ORIGINS: readonly Origin[] = [{ text: '老家', within: [] }, { text: '外地', within: [] }, { text: '乡下', within: [] }]
/** Through a key region, whatever the origin. */
export const KEY_TRANSITS: readonly string[] = ['途经武汉', '经湖北孝感转车', '途经湖北']
export const TRANSIT_DENIALS: readonly string[] = ['无', '未途经湖北', '未途经重点地区', '没去过武汉']
