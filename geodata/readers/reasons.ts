/** A text for people in both languages; Chinese first, as everywhere. */
export interface Reason {
  'zh-CN': string
  en: string
}

type Detail = string | number

/** The whole file could not be read. */
const ERRORS = {
  'empty-file': () => ({ 'zh-CN': '文件是空的', en: 'The file is empty' }),
  'unknown-format': () => ({
    'zh-CN': '无法识别的文件格式;可以导入 GeoJSON、.osm.pbf、zip 压缩的 Shapefile 和 FlatGeobuf',
    en: 'Unknown file format; GeoJSON, .osm.pbf, zipped shapefile and FlatGeobuf can be read',
  }),
  'damaged-file': (format: Detail) => ({
    'zh-CN': `文件已损坏,不是可用的 ${format} 文件`,
    en: `The file is damaged: it cannot be read as ${format}`,
  }),
  'truncated-file': (format: Detail) => ({
    'zh-CN': `文件不完整(${format} 在中途结束),请重新下载或重新导出`,
    en: `The file is incomplete (${format} ends half-way); download or export it again`,
  }),
  'broken-json': (place: Detail) => ({
    'zh-CN': `JSON 格式错误(第 ${place} 字节附近)`,
    en: `The JSON is broken (near byte ${place})`,
  }),
  'not-geojson': () => ({
    'zh-CN': '这个 JSON 文件不是 GeoJSON:没有要素,也没有几何',
    en: 'This JSON is not GeoJSON: it has neither features nor a geometry',
  }),
  'shapefile-not-zipped': () => ({
    'zh-CN': '请把 .shp、.dbf、.shx、.prj 一起压缩成一个 zip 再导入',
    en: 'Zip the .shp together with its .dbf, .shx and .prj, then import the zip',
  }),
  'no-layer-in-zip': () => ({
    'zh-CN': 'zip 里没有 .shp(或 .geojson、.fgb)文件',
    en: 'The zip holds no .shp (nor .geojson, nor .fgb)',
  }),
  'zip-encrypted': () => ({ 'zh-CN': 'zip 有密码,无法读取', en: 'The zip is encrypted' }),
  'unsupported-compression': (method: Detail) => ({
    'zh-CN': `不支持的压缩方式:${method}`,
    en: `Unsupported compression: ${method}`,
  }),
  'unsupported-osm-feature': (name: Detail) => ({
    'zh-CN': `这个 .osm.pbf 需要不支持的特性:${name}`,
    en: `This .osm.pbf requires a feature that is not supported: ${name}`,
  }),
  'too-large-unpacked': (megabytes: Detail) => ({
    'zh-CN': `解压后超过 ${megabytes} MB,已停止读取`,
    en: `More than ${megabytes} MB when unpacked; reading was stopped`,
  }),
  'too-many-features': (most: Detail) => ({
    'zh-CN': `要素超过 ${most} 个,已停止读取`,
    en: `More than ${most} features; reading was stopped`,
  }),
  'unsupported-crs': (name: Detail) => ({
    'zh-CN': `不支持的坐标系:${name};请导出为 WGS84(EPSG:4326)`,
    en: `Unsupported coordinate system: ${name}; export the file as WGS84 (EPSG:4326)`,
  }),
  'projected-coordinates': () => ({
    'zh-CN': '坐标不是经纬度(像是以米为单位的投影坐标);请附上 .prj,或导出为 WGS84 经纬度;带号的 CGCS2000 高斯坐标请选择 cgcs2000',
    en: 'The coordinates are not degrees (they look like projected metres); add the .prj or export as WGS84 degrees; '
      + 'for CGCS2000 Gauss-Krüger with a zone number choose cgcs2000',
  }),
  'coordinates-swapped': () => ({
    'zh-CN': '经度和纬度写反了(应为 [经度, 纬度]),整个文件未导入',
    en: 'Longitude and latitude are swapped (the order is [longitude, latitude]); nothing was imported',
  }),
} satisfies Record<string, (detail: Detail) => Reason>

/** One feature was left out. */
const REJECTIONS = {
  'no-geometry': () => ({ 'zh-CN': '要素没有几何', en: 'The feature has no geometry' }),
  'not-a-polygon': (type: Detail) => ({
    'zh-CN': `需要面,这里是 ${type}`,
    en: `An area is needed, this is a ${type}`,
  }),
  'coordinates-not-numbers': () => ({
    'zh-CN': '坐标里有空值或不是数字的内容',
    en: 'A coordinate is empty or not a number',
  }),
  'coordinates-out-of-range': (value: Detail) => ({
    'zh-CN': `坐标超出经纬度范围:${value}`,
    en: `A coordinate is outside of the globe: ${value}`,
  }),
  'coordinates-projected': (value: Detail) => ({
    'zh-CN': `坐标不是经纬度(像是以米为单位):${value}`,
    en: `The coordinates are not degrees (they look like metres): ${value}`,
  }),
  'coordinates-swapped': (value: Detail) => ({
    'zh-CN': `经度和纬度写反了:${value}`,
    en: `Longitude and latitude are swapped: ${value}`,
  }),
  'too-few-points': () => ({
    'zh-CN': '面的边界不足 4 个点(首尾相同)',
    en: 'A ring has fewer than 4 points (first and last being the same)',
  }),
  'line-too-short': () => ({ 'zh-CN': '线不足 2 个不同的点', en: 'A line has fewer than 2 different points' }),
  'too-many-points': (count: Detail) => ({
    'zh-CN': `一条边界有 ${count} 个点,太多了,请先简化`,
    en: `A ring has ${count} points, which is too many; simplify it first`,
  }),
  'no-area': () => ({ 'zh-CN': '面的面积为零', en: 'A ring encloses no area' }),
  'self-crossing': (place: Detail) => ({
    'zh-CN': `边界自相交,位置 ${place}`,
    en: `The outline crosses itself near ${place}`,
  }),
  'incomplete-geometry': () => ({
    'zh-CN': '几何不完整:文件里缺少它的一部分点或边(可能在裁切范围之外)',
    en: 'The geometry is incomplete: the file lacks some of its nodes or ways (perhaps cut off by the extract)',
  }),
  'broken-feature': () => ({ 'zh-CN': '这个要素无法读取', en: 'This feature cannot be read' }),
  'name-missing': () => ({ 'zh-CN': '没有名称', en: 'The name is missing' }),
  'boundary-kind-missing': () => ({
    'zh-CN': '没有说明是区、街道、居委还是小区(需要 kind 或「类型」列)',
    en: 'It does not say whether it is a district, sub-district, committee or compound (a property `kind` is needed)',
  }),
} satisfies Record<string, (detail: Detail) => Reason>

/** The file was read, but somebody should know. */
const WARNINGS = {
  'far-from-boundaries': () => ({
    'zh-CN': '文件里的要素全部落在已有边界之外很远的地方,请检查坐标系或是否选错了文件',
    en: 'Everything in this file lies far away from the known boundaries; check its coordinate system, or whether it is '
      + 'the right file',
  }),
  'building-parts-skipped': (count: Detail) => ({
    'zh-CN': `${count} 个建筑部件(building:part)已略过,因为整栋的轮廓已在文件里`,
    en: `${count} building parts were skipped because the outline of the whole building is in the file`,
  }),
  'not-buildings-skipped': (count: Detail) => ({
    'zh-CN': `${count} 个要素不是建筑,已略过`,
    en: `${count} features are not buildings and were skipped`,
  }),
  'not-drawn': (count: Detail) => ({
    'zh-CN': `${count} 个底图要素没有对应的图层,已略过`,
    en: `${count} features belong to no layer of the ground map and were skipped`,
  }),
  'ground-skipped': (count: Detail) => ({
    'zh-CN': `${count} 个底图要素的几何有问题,已略过(不影响建筑)`,
    en: `${count} features of the ground map have a faulty geometry and were skipped (buildings are not affected)`,
  }),
  'levels-unreadable': (count: Detail) => ({
    'zh-CN': `${count} 个要素的层数无法识别,已当作未填`,
    en: `The number of storeys of ${count} features cannot be read and was taken as not given`,
  }),
  'height-unreadable': (count: Detail) => ({
    'zh-CN': `${count} 个要素的高度无法识别,已当作未填`,
    en: `The height of ${count} features cannot be read and was taken as not given`,
  }),
  'source-id-not-unique': (count: Detail) => ({
    'zh-CN': `${count} 个要素的编号重复,编号未使用;再次导入时无法按编号更新`,
    en: `${count} features share an id with another one; these ids are not used, so a second import cannot update by them`,
  }),
  'boundary-kind-assumed': (kind: Detail) => ({
    'zh-CN': `文件没有说明边界的类型,当作「${BOUNDARY_KINDS[kind as keyof typeof BOUNDARY_KINDS]}」;如有误请加上 kind 列再导入`,
    en: `The file does not say what its boundaries are; they were taken as: ${kind}. If that is wrong, add `
      + 'a property `kind` and import again',
  }),
  'crs-ignored': () => ({
    'zh-CN': 'OpenStreetMap 数据总是 WGS84,所选坐标系未使用',
    en: 'OpenStreetMap data is always WGS84; the chosen coordinate system was not used',
  }),
  'old-datum': (name: Detail) => ({
    'zh-CN': `坐标系 ${name} 没有公开的转换参数,位置可能偏差约 100 米`,
    en: `The coordinate system ${name} has no published shift to WGS84; positions may be off by about 100 m`,
  }),
} satisfies Record<string, (detail: Detail) => Reason>

const BOUNDARY_KINDS = { district: '区', subdistrict: '街道', committee: '居委', compound: '小区' }

export type GeodataErrorCode = keyof typeof ERRORS
export type RejectionCode = keyof typeof REJECTIONS
export type WarningCode = keyof typeof WARNINGS

export function errorReason(code: GeodataErrorCode, detail: Detail = ''): Reason {
  return ERRORS[code](detail)
}

export function rejectionReason(code: RejectionCode, detail: Detail = ''): Reason {
  return REJECTIONS[code](detail)
}

export function warningReason(code: WarningCode, detail: Detail = ''): Reason {
  return WARNINGS[code](detail)
}
