/**
 * What columns and tags are called, by what they mean. To understand another town's files, add a name here: upper and
 * lower case, blanks, `_`, `-`, `.` and `:` make no difference. The first name of a list that has a value wins.
 */
export const PROPERTY_NAMES = {
  compound: [
    'compound', '小区名称', '小区', '小区名', '所属小区', '住宅小区', '物业小区', '楼盘', '楼盘名称', '村名', 'estate', 'community_name',
    'addr:neighbourhood', 'addr:place', 'addr:street', '路名', '道路名称', '弄',
  ],
  building: [
    'building_no', 'building_number', 'buildingno', '楼号', '幢号', '栋号', '楼幢', '楼栋', '楼栋号', '幢', '栋', '楼', '楼宇编号', '门牌号', '门牌', '门牌号码',
    'addr:housenumber', 'housenumber', 'house_number', 'houseno', 'house_no', 'building',
  ],
  levels: [
    'building:levels', 'levels', '层数', '楼层数', '总层数', '地上层数', '楼层', '建筑层数', 'floors', 'floor', 'num_floors', 'floor_num', 'storeys',
    'stories', 'nfloors', 'cs',
  ],
  height: ['height', 'building:height', '高度', '建筑高度', '楼高', 'bldg_height', 'elevation_height', 'heightmetres', 'est_height'],
  name: ['name', '名称', 'name:zh', 'name:zh-hans', '建筑名称', '楼名', '楼宇名称', 'building_name', 'mc', 'title', 'name:en'],
  kind: ['kind', '类型', '类别', '级别', '层级', 'type', 'level', 'place_kind', 'boundary_kind'],
  adminLevel: ['admin_level', 'adminlevel'],
  parent: ['parent', '上级', '所属', '上级名称', 'parent_name', '隶属'],
  district: ['district', '区', '行政区', '区县', '所属区', 'county', '区名称'],
  subdistrict: ['subdistrict', '街道', '街镇', '街道名称', '所属街道', '乡镇', 'street_town', 'town', 'township'],
  committee: ['committee', '居委', '居委会', '居委名称', '居委会名称', '所属居委', '居民区', '社区', '社区名称', '村居', '村委', 'neighbourhood_committee'],
  sourceId: ['@id', 'osm_id', 'osm_way_id', 'id', 'fid', 'objectid', 'gid', 'uuid', '编号', '编码', 'code', 'bsm'],
} as const satisfies Record<string, readonly string[]>

export type PropertyMeaning = keyof typeof PROPERTY_NAMES
