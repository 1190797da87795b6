/** Invented names. Places are put together from these; none is meant to be a real one. */

export const TOWN_NAME = '滨江街道'
export const DISTRICT_NAME = '云川区'
export const RIVER_NAME = '云江'
export const CREEK_NAME = '菱塘泾'
export const GREAT_COMPOUND_NAME = '云川新村'

export const PLACE_STEMS: readonly string[] = [
  '江湾', '临江', '望潮', '听涛', '云帆', '锦渡', '长汀', '柳汀', '白帆', '南塘', '东济', '江月', '沙洲', '芦荡', '石渡', '杨泾',
  '槐荫', '桐浦', '兰渚', '竹溪', '菱塘', '荷泾', '桂渚', '松汀', '梅渡', '枫浦', '蓼汀', '鹭洲', '雁滩', '渔浦', '潮音', '春江',
  '秋水', '晴川', '霁月', '澄江', '碧波', '银滩', '金堤', '玉渚',
]
export const VILLAGE_SUFFIXES: readonly string[] = ['新村', '小区', '公寓']
export const NUMBERED_VILLAGE_SUFFIXES: readonly string[] = ['一村', '二村', '三村', '四村', '五村']
export const MIDRISE_SUFFIXES: readonly string[] = ['花苑', '家园', '苑', '新苑']
export const TOWER_SUFFIXES: readonly string[] = ['华庭', '名邸', '公馆', '雅苑', '湾城', '府']
export const LANE_NAMES: readonly string[] = [
  '同福里', '德安里', '永庆里', '积善里', '余庆坊', '三多里', '鸿兴坊', '聚宝里', '长乐坊', '仁和里', '慎余里', '福佑坊', '怀德里', '安乐里',
  '敦厚里', '培元坊', '崇礼里', '东兴里', '万宜坊', '厚德里', '丰裕里', '祥麟坊', '绍安里', '瑞庆里',
]
export const OFFICE_SUFFIXES: readonly string[] = ['大厦', '广场', '国际中心', '商务楼', '科创园', '商厦']
export const CIVIC_KINDS: readonly string[] = ['社区卫生服务中心', '文化活动中心', '菜市场', '体育馆', '敬老院', '图书馆', '派出所', '消防站']
export const SHED_KINDS: readonly string[] = ['门卫室', '自行车棚', '泵房', '居民活动室', '物业用房', '配电间']
export const ROAD_STEMS: readonly string[] = [
  '鹭洲', '雁滩', '芦荡', '渔浦', '桐浦', '兰渚', '竹溪', '荷泾', '桂渚', '松汀', '梅渡', '枫浦', '蓼汀', '石渡', '杨泾', '槐荫',
  '潮音', '春江', '秋水', '晴川', '霁月', '澄江', '碧波', '银滩', '金堤', '玉渚', '沙洲', '临江', '江湾', '菱塘',
]

export const SURNAMES: readonly string[] = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤']
export const GIVEN_MALE: readonly string[] = [...'伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建国庆志海文博一鸣子轩浩然宇航家豪嘉诚']
export const GIVEN_FEMALE: readonly string[] = [...'芳娜敏静丽艳娟霞秀英玲桂燕红梅莉雪琴云萍丹洁颖婷倩琳慧佳欣怡雨子涵梦瑶诗思语晨悦桐可馨若彤秋']
/** Characters that old software loses: one is outside the basic plane. A few people have them, so that nobody forgets. */
export const GIVEN_RARE: readonly string[] = ['𠮷', '㛃', '喆', '翀', '昇']
