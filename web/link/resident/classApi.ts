/** The page of a class and the link of its teacher: one function a route. Each throws ResidentRequestError. */

import type { CheckAnswer, CheckPageView, CheckPost, ClassAct, ClassActAnswer, ClassView, KnownChild } from '../../../server/protocol/checks.ts'
import { requestResident } from './residentApi.ts'

const CLASSES = '/api/v1/school/classes'
const LINKS = '/api/v1/school/class-links'
const part = encodeURIComponent

export const fetchClassPage = (token: string, locale: string): Promise<CheckPageView> => requestResident(`${CLASSES}/${part(token)}`, locale)
export const pickChild = (token: string, locale: string, studentNo: string, name: string): Promise<KnownChild> => requestResident(`${CLASSES}/${part(token)}/pick`, locale, { studentNo, name })
export const fetchToday = async (token: string, locale: string, children: readonly string[]): Promise<KnownChild[]> =>
  (await requestResident<{ children: KnownChild[] }>(`${CLASSES}/${part(token)}/today`, locale, { children })).children
export const postCheck = (token: string, locale: string, post: CheckPost): Promise<CheckAnswer> => requestResident(`${CLASSES}/${part(token)}`, locale, post)

export const fetchClass = (token: string, locale: string): Promise<ClassView> => requestResident(`${LINKS}/${part(token)}`, locale)
export const actOnClass = (token: string, locale: string, act: ClassAct): Promise<ClassActAnswer> => requestResident(`${LINKS}/${part(token)}`, locale, act)
